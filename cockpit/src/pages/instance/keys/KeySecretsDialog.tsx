import { Bar, Button, Dialog } from '@ui5/webcomponents-react'
import { t } from '../../../messages/messages.ts'
import { Secrets } from '../../oauth/secrets/Secrets.tsx'
import { keySecrets } from '../../oauth/secrets/secret-owner.ts'

interface KeySecretsDialogProps {
  readonly instance: string
  readonly name: string
  readonly onClose: () => void
}

/** Rotates the secret of a key without a failed call. */
export function KeySecretsDialog({ instance, name, onClose }: KeySecretsDialogProps) {
  return (
    <Dialog
      open
      headerText={t('key.secretsTitle', { name })}
      className="key-dialog"
      onClose={(event) => {
        // Dialogs inside close as well.
        if (event.target === event.currentTarget) onClose()
      }}
      footer={<Bar design="Footer" endContent={<Button onClick={onClose}>{t('dialog.close')}</Button>} />}
    >
      <Secrets owner={keySecrets(instance, name)} />
    </Dialog>
  )
}
