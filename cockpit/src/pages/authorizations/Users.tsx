import { Button, Tag } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { type KnownUser, knownUsers } from './known-users.ts'

/** Whose assignments are shown: any user by name, or one of those that are known. */
export function Users() {
  const query = useQuery()
  const [name, setName] = useState('')
  const users = useData(async () => knownUsers(await admin('GET /clients'), await admin('GET /assignments')), [])
  const found = users.data?.filter(({ user, client }) => `${user} ${client}`.toLowerCase().includes(name.trim().toLowerCase()))
  return (
    <>
      <Toolbar>
        <form
          className="show-assignments"
          onSubmit={(event) => {
            event.preventDefault()
            query.set({ user: name.trim() })
          }}
        >
          <Field label={t('authorizations.user')} placeholder="oauth_client_…" value={name} onValue={setName} />
          <Button type="Submit" disabled={name.trim() === ''}>
            {t('authorizations.show')}
          </Button>
        </form>
      </Toolbar>
      <Problem text={users.problem} />
      <DataTable
        name={t('authorizations.users')}
        columns={COLUMNS}
        data={{ data: found, loading: users.loading }}
        keyOf={({ user }) => user}
        empty={t(name === '' ? 'authorizations.noUsers' : 'authorizations.notKnown')}
        onOpen={({ user }) => query.set({ user })}
      />
    </>
  )
}

const COLUMNS: readonly Column<KnownUser>[] = [
  { header: t('authorizations.user'), cell: ({ user }) => user, importance: 3 },
  { header: t('authorizations.client'), cell: ({ client }) => client, importance: 1 },
  {
    header: t('authorizations.roles'),
    cell: ({ roles }) => (
      <span className="role-tags">
        {roles.length === 0 ? (
          <Tag hideStateIcon design="Critical">
            {t('oauth.noRoles')}
          </Tag>
        ) : (
          roles.map((role) => (
            <Tag hideStateIcon key={role}>
              {role}
            </Tag>
          ))
        )}
      </span>
    ),
    importance: 2,
  },
]
