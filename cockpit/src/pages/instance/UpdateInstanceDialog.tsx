import { type AdminAnswer, admin } from '../../api/admin.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useData } from '../../components/use-data.ts'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { ParameterEditor } from '../instances/parameters/ParameterEditor.tsx'
import type { Offered } from '../instances/parameters/ParameterFields.tsx'
import { draftOf, givenBy } from '../instances/parameters/parameter-draft.ts'

interface UpdateInstanceDialogProps {
  readonly instance: AdminAnswer<'GET /instances/{name}'>
  /** A role to add; empty = none. */
  readonly role: string
  readonly onUpdated: () => void
  readonly onClose: () => void
}

const NOTHING: Offered = { roles: [], grantTypes: [] }

/** Changes the parameters, as a form or as JSON. They hold from the client's next call on. */
export function UpdateInstanceDialog({ instance: { name, plan, parameters }, role, onUpdated, onClose }: UpdateInstanceDialogProps) {
  const { data: offerings } = useData(() => admin('GET /offerings'), [])
  const [draft, change] = useDraft(() => draftOf(withRole(parameters, role)))
  const offered = offerings?.flatMap(({ plans }) => plans).find((candidate) => candidate.plan === plan) ?? NOTHING
  const update = async () => {
    await admin('PATCH /instances/{name}', { params: { name }, body: { parameters: { ...givenBy(draft, parameters) } } })
    onUpdated()
  }
  return (
    <FormDialog title={t('instance.updateTitle', { name })} submit={t('form.save')} onSubmit={update} onClose={onClose}>
      <p className="subtitle">{t('instance.updateText')}</p>
      <ParameterEditor draft={draft} offered={offered} before={parameters} onChange={change} />
    </FormDialog>
  )
}

function withRole(parameters: Readonly<Record<string, unknown>>, role: string): Readonly<Record<string, unknown>> {
  const roles = parameters.roles as readonly string[]
  return role === '' || roles.includes(role) ? parameters : { ...parameters, roles: [...roles, role] }
}
