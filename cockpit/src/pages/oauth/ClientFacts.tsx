import { Fact } from '../../components/Fact.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import type { Client } from './client-draft.ts'
import { lifetimeText } from './lifetime-text.ts'
import { Roles } from './Roles.tsx'

export function ClientFacts({ client }: { readonly client: Client }) {
  const { clientId, description, application, user, tokenLifetime, tokenProfile, dpopBound, jwks, tokenUrl, createdAt } = client
  return (
    <dl className="facts">
      <Fact name={t('oauth.clientId')} value={clientId} copy={clientId} />
      <Fact name={t('oauth.tokenEndpoint')} value={tokenUrl} copy={tokenUrl} />
      <Fact name={t('oauth.user')} value={user} copy={user} />
      <Fact name={t('oauth.roles')} value={<Roles client={client} />} />
      <Fact name={t('oauth.subscription')} value={t(`application.${application}`)} />
      <Fact name={t('oauth.grant')} value={t('oauth.clientCredentials')} />
      <Fact name={t('oauth.tokenLifetime')} value={lifetimeText(tokenLifetime)} />
      <Fact name={t('oauth.tokenProfile')} value={t(`oauth.profile.${tokenProfile}`)} />
      {jwks !== null && <Fact name={t('oauth.jwks')} value={t('oauth.keyCount', { count: jwks.keys.length })} />}
      {dpopBound && <Fact name={t('oauth.binding')} value="DPoP" />}
      {description !== '' && <Fact name={t('oauth.description')} value={description} />}
      <Fact name={t('oauth.createdAt')} value={timeText(createdAt)} />
    </dl>
  )
}
