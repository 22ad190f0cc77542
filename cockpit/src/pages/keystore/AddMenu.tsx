import { Button, Menu, MenuItem } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { type ComponentType, useId, useState } from 'react'
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
  const opener = useId()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<(typeof KINDS)[number]>()
  const Dialog = kind && DIALOGS[kind]
  return (
    <>
      <Button id={opener} icon="add" design="Emphasized" accessibilityAttributes={{ hasPopup: 'menu' }} onClick={() => setOpen(true)}>
        {t('form.add')}
      </Button>
      <Menu opener={opener} open={open} onClose={() => setOpen(false)}>
        {KINDS.map((each) => (
          <MenuItem key={each} text={t(`keystore.add.${each}`)} onClick={() => setKind(each)} />
        ))}
      </Menu>
      {Dialog !== undefined && <Dialog onAdded={onAdded} onClose={() => setKind(undefined)} />}
    </>
  )
}
