import { Button, MessageStrip, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import '@ui5/webcomponents-icons/dist/nav-back.js'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { linkTo } from '../../components/link-to.ts'
import { PageLink } from '../../components/PageLink.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { AssignDialog } from './AssignDialog.tsx'

type Assignment = AdminAnswer<'GET /assignments'>[number]

/** Which roles a user holds on which application. */
export function Assignments({ user }: { readonly user: string }) {
  const query = useQuery()
  const [asked, setAsked] = useState(false)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const assignments = useData(() => admin('GET /assignments', { query: { user } }), [user])
  const role = query.of('role')
  const application = query.of('application') === 'tmn' ? 'tmn' : 'iflmap'
  const close = () => {
    setAsked(false)
    query.set({ role: '', application: '' })
  }
  const unassign = async (held: Assignment) => {
    await admin('DELETE /assignments/{application}/{role}/{user}', { params: held })
    assignments.reload()
  }
  const onAssigned = (told: readonly string[]) => {
    setWarnings(told)
    assignments.reload()
  }
  return (
    <section aria-label={user}>
      <div className="user-header">
        <Title level="H2" size="H4" wrappingType="Normal">
          <Button
            icon="nav-back"
            design="Transparent"
            tooltip={t('authorizations.back')}
            accessibleName={t('authorizations.back')}
            onClick={() => query.set({ user: '', role: '', application: '' })}
          />
          {t('authorizations.assignmentsOf', { user })}
        </Title>
        <div className="actions">
          {clientOf(user) !== undefined && (
            <PageLink to={linkTo('/security/oauth', { client: clientOf(user) })}>{t('authorizations.openClient')}</PageLink>
          )}
          <Button icon="add" design="Emphasized" onClick={() => setAsked(true)}>
            {t('authorizations.assign')}
          </Button>
        </div>
      </div>
      <Problem text={assignments.problem} />
      <div className="warnings" role="status">
        {warnings.map((warning) => (
          <MessageStrip key={warning} design="Critical" onClose={() => setWarnings([])}>
            {warning}
          </MessageStrip>
        ))}
      </div>
      <DataTable
        name={t('authorizations.assignments')}
        columns={columns(unassign)}
        data={assignments}
        keyOf={(held) => `${held.application} ${held.role}`}
        empty={t('authorizations.noAssignments')}
      />
      {(asked || role !== '') && (
        <AssignDialog
          user={user}
          application={application}
          role={role}
          held={assignments.data ?? []}
          onAssigned={onAssigned}
          onClose={close}
        />
      )}
    </section>
  )
}

const CLIENT_PREFIX = 'oauth_client_'

/** The client that acts as this user. */
const clientOf = (user: string): string | undefined => (user.startsWith(CLIENT_PREFIX) ? user.slice(CLIENT_PREFIX.length) : undefined)

const columns = (unassign: (held: Assignment) => Promise<void>): readonly Column<Assignment>[] => [
  { header: t('authorizations.application'), cell: ({ application }) => t(`application.${application}`), importance: 1 },
  { header: t('authorizations.role'), cell: ({ role }) => <strong>{role}</strong>, importance: 3 },
  {
    header: t('list.actions'),
    cell: (held) => (
      <ConfirmButton
        text={t('authorizations.unassign')}
        question={t('authorizations.unassignQuestion', { ...held })}
        onConfirm={() => unassign(held)}
      />
    ),
    width: '12rem',
    importance: 2,
  },
]
