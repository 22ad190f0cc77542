import { admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { type Client, changeOf, draftOf } from './client-draft.ts'
import { TokenFields } from './TokenFields.tsx'

interface EditDialogProps {
  readonly client: Client
  readonly onEdited: () => void
  readonly onClose: () => void
}

export function EditDialog({ client, onEdited, onClose }: EditDialogProps) {
  const before = draftOf(client)
  const [draft, change] = useDraft(before)
  const edit = async () => {
    await admin('PATCH /clients/{clientId}', { params: { clientId: client.clientId }, body: changeOf(before, draft) })
    onEdited()
  }
  return (
    <FormDialog title={t('oauth.edit', { name: client.name })} submit={t('form.save')} onSubmit={edit} onClose={onClose}>
      <Field label={t('oauth.name')} required value={draft.name} onValue={(name) => change({ name })} />
      <Field label={t('oauth.description')} value={draft.description} onValue={(description) => change({ description })} />
      <TokenFields draft={draft} onChange={change} />
    </FormDialog>
  )
}
