import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/nav-back.js'
import '@ui5/webcomponents-icons/dist/edit.js'
import '@ui5/webcomponents-icons/dist/delete.js'
import '@ui5/webcomponents-icons/dist/role.js'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { linkTo } from '../../components/link-to.ts'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { ClientFacts } from './ClientFacts.tsx'
import { EditDialog } from './EditDialog.tsx'
import { Secrets } from './secrets/Secrets.tsx'
import { clientSecrets } from './secrets/secret-owner.ts'

/** One client with its secrets. */
export function ClientDetails({ clientId }: { readonly clientId: string }) {
  const query = useQuery()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const { data: client, problem, reload } = useData(() => admin('GET /clients/{clientId}', { params: { clientId } }), [clientId])
  const back = () => query.set({ client: '' })
  const remove = async () => {
    await admin('DELETE /clients/{clientId}', { params: { clientId } })
    back()
  }
  return (
    <section aria-label={clientId}>
      <div className="client-header">
        <Title level="H2" size="H4">
          <Button icon="nav-back" design="Transparent" tooltip={t('oauth.back')} accessibleName={t('oauth.back')} onClick={back} />
          {client?.name ?? clientId}
        </Title>
        {client !== undefined && (
          <div className="actions">
            <Button icon="edit" onClick={() => setEditing(true)}>
              {t('form.edit')}
            </Button>
            <Button
              icon="role"
              onClick={() => navigate(linkTo('/security/authorizations', { user: client.user, application: client.application }))}
            >
              {t('oauth.assignments')}
            </Button>
            <ConfirmButton
              text={t('oauth.delete')}
              design="Negative"
              question={t('oauth.deleteQuestion', { name: client.name })}
              onConfirm={remove}
            />
          </div>
        )}
      </div>
      <Problem text={problem} />
      {client !== undefined && (
        <>
          <ClientFacts client={client} />
          <Secrets owner={clientSecrets(clientId)} />
          {editing && <EditDialog client={client} onEdited={reload} onClose={() => setEditing(false)} />}
        </>
      )}
    </section>
  )
}
