import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import { change, find } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { blobOfBase64 } from '../../components/files/base64.ts'
import { saveFile } from '../../components/files/save-file.ts'
import { Problem } from '../../components/Problem.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'
import type { KeystoreEntry } from './keystore.ts'

/** *Back Up* and *Download* of the keystore in use. */
export function BackupButtons({ entries }: { readonly entries: readonly KeystoreEntry[] }) {
  const { run, busy, problem } = useAction()
  const backUp = () => change('POST', 'KeystoreResources', { Name: 'backup_admin_system' })
  const download = async () => {
    const { Resource } = await find('KeystoreResources', 'system')
    saveFile(blobOfBase64(Resource ?? ''), 'system.jks')
  }
  return (
    <>
      <Problem text={problem} />
      <ConfirmButton text={t('keystore.backUp')} design="Default" question={t('keystore.backUpQuestion')} onConfirm={backUp} />
      <Button
        icon="download"
        tooltip={t('keystore.downloadHint')}
        disabled={busy || entries.length === 0}
        onClick={() => void run(download)}
      >
        {t('keystore.download')}
      </Button>
    </>
  )
}
