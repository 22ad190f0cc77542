import { Bar, Button, Dialog } from '@ui5/webcomponents-react'
import { t } from '../../messages/messages.ts'
import { Answer } from './Answer.tsx'
import type { Access } from './access.ts'

/** One answer of the matrix in full. Rendered while it is open. */
export function CellDialog({ access, onClose }: { readonly access: Access; readonly onClose: () => void }) {
  const { caller, target } = access
  return (
    <Dialog
      open
      headerText={t('access.cell', { client: caller.name || caller.clientId, endpoint: target.name })}
      onClose={onClose}
      footer={<Bar design="Footer" endContent={<Button onClick={onClose}>{t('dialog.close')}</Button>} />}
    >
      <Answer answer={access} />
    </Dialog>
  )
}
