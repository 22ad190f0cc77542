import { Tab, TabContainer } from '@ui5/webcomponents-react'
import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Branding } from './Branding.tsx'
import { ClientDetails } from './ClientDetails.tsx'
import { Clients } from './Clients.tsx'
import { Tokens } from './tokens/Tokens.tsx'
import './oauth.css'

const TABS = ['clients', 'branding', 'tokens'] as const

/** *Security › OAuth* of the Neo subaccount. `?client=ID` opens a client, `?register=iflmap` the form for a new one. */
export function Component() {
  const query = useQuery()
  const open = query.of('tab') || 'clients'
  const clientId = query.of('client')
  const bodies = {
    clients: clientId === '' || open !== 'clients' ? <Clients /> : <ClientDetails key={clientId} clientId={clientId} />,
    branding: <Branding />,
    tokens: <Tokens />,
  }
  return (
    <Page title={t('oauth.title')} subtitle={t('oauth.subtitle')}>
      <TabContainer
        className="oauth-tabs"
        onTabSelect={({ detail }) => query.set({ tab: detail.tab.dataset.name ?? '', client: '', register: '' })}
      >
        {TABS.map((name) => (
          <Tab key={name} text={t(`oauth.${name}`)} data-name={name} selected={open === name}>
            {open === name && bodies[name]}
          </Tab>
        ))}
      </TabContainer>
    </Page>
  )
}
