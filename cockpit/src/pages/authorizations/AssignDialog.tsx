import { MessageStrip } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

type Assignment = AdminAnswer<'GET /assignments'>[number]
type Application = Assignment['application']

interface AssignDialogProps {
  readonly user: string
  readonly application: Application
  /** Chosen to begin with; empty = the first one that the user lacks. */
  readonly role: string
  readonly held: readonly Assignment[]
  readonly onAssigned: (warnings: readonly string[]) => void
  readonly onClose: () => void
}

const APPLICATIONS = ['iflmap', 'tmn'] as const

/** Assigns a role to a user. A role that a flow asks for and that does not exist yet is made on the way. */
export function AssignDialog({ user, held, onAssigned, onClose, ...chosen }: AssignDialogProps) {
  const [application, setApplication] = useState(chosen.application)
  const [wanted, setWanted] = useState(chosen.role)
  const roles = useData(() => admin('GET /roles', { query: { application } }), [application])
  const known = roles.data?.map(({ name }) => name) ?? []
  const lacking = known.filter((name) => !held.some((one) => one.application === application && one.role === name))
  const role = wanted === '' ? (lacking[0] ?? '') : wanted
  const isNew = roles.data !== undefined && role !== '' && !known.includes(role)
  const offered = role === '' || lacking.includes(role) ? lacking : [role, ...lacking]
  const assign = async () => {
    if (isNew) await admin('POST /roles', { body: { application, name: role } })
    onAssigned((await admin('POST /assignments', { body: { user, application, role } })).warnings)
  }
  return (
    <FormDialog
      title={t('authorizations.assignTo', { user })}
      submit={t('authorizations.assign')}
      ready={role !== ''}
      onSubmit={assign}
      onClose={onClose}
    >
      <Problem text={roles.problem} />
      <SelectField
        label={t('authorizations.application')}
        value={application}
        options={APPLICATIONS.map((value) => ({ value, text: t(`application.${value}`) }))}
        onValue={(value) => {
          setApplication(value)
          setWanted('')
        }}
      />
      <SelectField
        label={t('authorizations.role')}
        value={role}
        options={offered.map((value) => ({ value, text: value }))}
        onValue={setWanted}
      />
      {isNew && (
        <MessageStrip design="Information" hideCloseButton>
          {t('authorizations.newRole', { role })}
        </MessageStrip>
      )}
    </FormDialog>
  )
}
