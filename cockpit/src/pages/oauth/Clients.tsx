import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { IssuedSecret } from '../../components/IssuedSecret.tsx'
import { linkTo } from '../../components/link-to.ts'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import type { Client, RegisteredClient } from './client-draft.ts'
import { lifetimeText } from './lifetime-text.ts'
import { RegisterDialog } from './RegisterDialog.tsx'
import { Roles } from './Roles.tsx'

/** The clients of the Neo subaccount, and the way to a new one. */
export function Clients() {
  const query = useQuery()
  const navigate = useNavigate()
  const [filter, setFilter] = useState('')
  const [registered, setRegistered] = useState<RegisteredClient>()
  const clients = useData(() => admin('GET /clients'), [])
  const register = query.of('register')
  const found = clients.data?.filter(({ clientId, name }) => `${clientId} ${name}`.toLowerCase().includes(filter.toLowerCase()))
  const onRegistered = (client: RegisteredClient) => {
    setRegistered(client)
    clients.reload()
  }
  return (
    <>
      <Toolbar
        actions={
          <Button icon="add" design="Emphasized" onClick={() => query.set({ register: 'iflmap' })}>
            {t('oauth.register')}
          </Button>
        }
      >
        <Field label={t('oauth.filter')} value={filter} onValue={setFilter} />
      </Toolbar>
      <Problem text={clients.problem} />
      <DataTable
        name={t('oauth.clients')}
        columns={COLUMNS}
        data={{ data: found, loading: clients.loading }}
        keyOf={({ clientId }) => clientId}
        empty={t(filter === '' ? 'oauth.noClients' : 'list.noneMatches')}
        onOpen={({ clientId }) => query.set({ client: clientId })}
      />
      {register !== '' && (
        <RegisterDialog
          application={register === 'tmn' ? 'tmn' : 'iflmap'}
          onRegistered={onRegistered}
          onClose={() => query.set({ register: '' })}
        />
      )}
      {registered !== undefined && (
        <IssuedSecret
          title={t('oauth.registered', { name: registered.name })}
          facts={{ [t('oauth.clientId')]: registered.clientId, [t('oauth.tokenEndpoint')]: registered.tokenUrl }}
          secret={registered.secret}
          warnings={registered.warnings}
          actions={
            <Button design="Emphasized" onClick={() => navigate(assignLink(registered))}>
              {t('oauth.assignRole')}
            </Button>
          }
          onClose={() => setRegistered(undefined)}
        />
      )}
    </>
  )
}

/** The form that gives it the role which clients of its application mostly need. */
const assignLink = ({ user, application }: Client): string =>
  linkTo('/security/authorizations', {
    user,
    application,
    role: application === 'iflmap' ? 'ESBMessaging.send' : 'IntegrationOperationServer.read',
  })

const COLUMNS: readonly Column<Client>[] = [
  { header: t('oauth.name'), cell: ({ name }) => <strong>{name}</strong>, importance: 5 },
  { header: t('oauth.clientId'), cell: ({ clientId }) => clientId, importance: 4 },
  { header: t('oauth.subscription'), cell: ({ application }) => application, width: '8rem', importance: 2 },
  { header: t('oauth.tokenLifetime'), cell: ({ tokenLifetime }) => lifetimeText(tokenLifetime), importance: 1 },
  { header: t('oauth.roles'), cell: (client) => <Roles client={client} />, importance: 3 },
]
