import { Tab, TabContainer } from '@ui5/webcomponents-react'
import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Assignments } from './Assignments.tsx'
import { Roles } from './Roles.tsx'
import { Users } from './Users.tsx'
import './authorizations.css'

const TABS = ['users', 'roles'] as const

/**
 * *Security › Authorizations* of the Neo subaccount. `?user=…` shows the assignments of a user; with `&application=…&role=…` the form
 * that assigns the role is open.
 */
export function Component() {
  const query = useQuery()
  const open = query.of('tab') || 'users'
  const user = query.of('user')
  const bodies = { users: user === '' ? <Users /> : <Assignments key={user} user={user} />, roles: <Roles /> }
  return (
    <Page title={t('authorizations.title')} subtitle={t('authorizations.subtitle')}>
      <TabContainer
        className="authorizations-tabs"
        onTabSelect={({ detail }) => query.set({ tab: detail.tab.dataset.name ?? '', user: '', application: '', role: '' })}
      >
        {TABS.map((name) => (
          <Tab key={name} text={t(`authorizations.${name}`)} data-name={name} selected={open === name}>
            {open === name && bodies[name]}
          </Tab>
        ))}
      </TabContainer>
    </Page>
  )
}
