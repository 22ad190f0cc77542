import { Title } from '@ui5/webcomponents-react'
import { admin } from '../../api/admin.ts'
import { Page } from '../../components/Page.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { Entitlements } from './Entitlements.tsx'
import { OfferedPlan } from './OfferedPlan.tsx'
import './marketplace.css'

/** *Services › Marketplace*: what is entitled is offered, everything else can be entitled below. */
export function Component() {
  const { data: offerings, problem, reload } = useData(() => admin('GET /offerings'), [])
  const offered = offerings?.flatMap(({ plans, ...offering }) =>
    plans.filter(({ entitled }) => entitled).map((plan) => ({ ...plan, title: offering.displayName, offering: offering.offering })),
  )
  return (
    <Page title={t('nav.marketplace')} subtitle={t('marketplace.subtitle')} problem={problem}>
      {offered?.length === 0 && <p className="empty">{t('marketplace.nothingOffered')}</p>}
      <div className="offered-plans">
        {offered?.map((plan) => (
          <OfferedPlan key={plan.plan} plan={plan} />
        ))}
      </div>
      <Title level="H2" size="H4">
        {t('marketplace.entitlements')}
      </Title>
      <p className="subtitle entitlements-text">{t('marketplace.entitlementsText')}</p>
      <Entitlements offerings={offerings} onChange={reload} />
    </Page>
  )
}
