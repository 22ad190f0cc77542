import '@ui5/webcomponents-icons/dist/add.js'
import { type ComponentType, useState } from 'react'
import { MenuButton } from '../../components/MenuButton.tsx'
import { t } from '../../messages/messages.ts'
import { CertificateDialog } from './dialogs/CertificateDialog.tsx'
import { GenerateDialog } from './dialogs/GenerateDialog.tsx'
import { KeyPairDialog } from './dialogs/KeyPairDialog.tsx'
import { KeystoreDialog } from './dialogs/KeystoreDialog.tsx'
import { SshKeyDialog } from './dialogs/SshKeyDialog.tsx'

export interface AddDialogProps {
  readonly onAdded: () => void
  readonly onClose: () => void
}

/** In the order of the *Add* menu of Cloud Integration. */
const KINDS = ['certificate', 'keyPairFile', 'keystoreFile', 'generate', 'sshKey'] as const

const DIALOGS: Readonly<Record<(typeof KINDS)[number], ComponentType<AddDialogProps>>> = {
  certificate: CertificateDialog,
  keyPairFile: KeyPairDialog,
  keystoreFile: KeystoreDialog,
  generate: GenerateDialog,
  sshKey: SshKeyDialog,
}

/** *Add*, and what. */
export function AddMenu({ onAdded }: { readonly onAdded: () => void }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]>()
  const Dialog = kind && DIALOGS[kind]
  return (
    <>
      <MenuButton
        text={t('form.add')}
        icon="add"
        design="Emphasized"
        items={KINDS.map((value) => ({ value, text: t(`keystore.add.${value}`) }))}
        onChoose={setKind}
      />
      {Dialog !== undefined && <Dialog onAdded={onAdded} onClose={() => setKind(undefined)} />}
    </>
  )
}
