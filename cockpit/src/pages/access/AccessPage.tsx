import { Tab, TabContainer } from '@ui5/webcomponents-react'
import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { DryRun } from './DryRun.tsx'
import { Matrix } from './Matrix.tsx'
import './access.css'

const TABS = ['matrix', 'dryRun'] as const

/** Who may call what, and why. `?client=…&endpoint=…` is a dry run of one call. */
export function Component() {
  const query = useQuery()
  const open = query.of('tab') || (query.of('endpoint') === '' ? 'matrix' : 'dryRun')
  return (
    <Page title={t('nav.access')} subtitle={t('access.subtitle')}>
      <TabContainer
        className="access-tabs"
        onTabSelect={({ detail }) => query.set({ tab: detail.tab.dataset.name ?? '', client: '', endpoint: '', method: '' })}
      >
        {TABS.map((name) => (
          <Tab key={name} text={t(`access.${name}`)} data-name={name} selected={open === name}>
            {open === name && (name === 'matrix' ? <Matrix /> : <DryRun />)}
          </Tab>
        ))}
      </TabContainer>
    </Page>
  )
}
