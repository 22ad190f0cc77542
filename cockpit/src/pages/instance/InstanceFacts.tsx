import { Tag } from '@ui5/webcomponents-react'
import type { ReactNode } from 'react'
import type { AdminAnswer } from '../../api/admin.ts'
import { Fact } from '../../components/Fact.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import { formOf } from '../instances/parameters/parameter-form.ts'

/** What the instance is, and what its parameters say. */
export function InstanceFacts({ instance }: { readonly instance: AdminAnswer<'GET /instances/{name}'> }) {
  const { id, offering, plan, clientId, parameters, createdAt, updatedAt } = instance
  const { roles, grantTypes, redirectUris, tokenValidity, tokenProfile, dpopBound, clientPerKey } = formOf(parameters)
  return (
    <dl className="facts instance-facts">
      <Fact name={t('service.offering')} value={offering} />
      <Fact name={t('service.plan')} value={plan} />
      <Fact name={t('instance.clientId')} value={<code>{clientId}</code>} copy={clientId} />
      <Fact name={t('instance.id')} value={<code>{id}</code>} copy={id} />
      <Fact name={t('instance.roles')} value={tags(roles)} />
      <Fact name={t('instance.grantTypes')} value={tags(grantTypes)} />
      <Fact name={t('instance.tokenValidity')} value={t('instance.seconds', { count: tokenValidity })} />
      <Fact name={t('oauth.tokenProfile')} value={t(`oauth.profile.${tokenProfile}`)} />
      {redirectUris !== '' && <Fact name={t('instance.redirectUris')} value={redirectUris.split('\n').join(', ')} />}
      {dpopBound && <Fact name={t('oauth.dpopBound')} value={t('instance.yes')} />}
      {clientPerKey && <Fact name={t('instance.clientPerKey')} value={t('instance.yes')} />}
      <Fact name={t('instance.createdAt')} value={timeText(createdAt)} />
      <Fact name={t('instance.updatedAt')} value={timeText(updatedAt)} />
    </dl>
  )
}

const tags = (names: readonly string[]): ReactNode => (
  <span className="instance-tags">
    {names.map((name) => (
      <Tag key={name} hideStateIcon>
        {name}
      </Tag>
    ))}
  </span>
)
