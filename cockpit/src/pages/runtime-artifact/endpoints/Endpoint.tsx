import { Button, Card, CardHeader } from '@ui5/webcomponents-react'
import type { AdminAnswer } from '../../../api/admin.ts'
import { Fact } from '../../../components/Fact.tsx'
import { PageLink } from '../../../components/PageLink.tsx'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import { Callers } from './Callers.tsx'

interface EndpointProps {
  readonly endpoint: AdminAnswer<'GET /endpoints'>[number]
  /** What each client is told there. */
  readonly access: AdminAnswer<'GET /access'>
}

/** One address of a flow. */
export function Endpoint({ endpoint: { address, url, role, protocol, csrfProtected }, access }: EndpointProps) {
  const query = useQuery()
  const denied = access.filter(({ allowed }) => !allowed).length
  return (
    <Card
      className="endpoint"
      accessibleName={address}
      header={
        <CardHeader
          titleText={address}
          action={
            <Button slot="action" design="Transparent" onClick={() => query.set({ tab: 'console', endpoint: url })}>
              {t('endpoints.try')}
            </Button>
          }
        />
      }
    >
      <div className="endpoint-body">
        <dl className="facts">
          <Fact name={t('endpoints.url')} value={<code>{url}</code>} copy={url} />
          <Fact name={t('endpoints.role')} value={role ?? t('endpoints.certificate')} />
          <Fact name={t('endpoints.protocol')} value={protocol} />
          <Fact name={t('endpoints.csrf')} value={t(csrfProtected ? 'endpoints.csrfOn' : 'endpoints.csrfOff')} />
        </dl>
        <Callers access={access} role={role} />
        {denied > 0 && <PageLink to={'/security/access'}>{t('endpoints.denied', { count: denied })}</PageLink>}
      </div>
    </Card>
  )
}
