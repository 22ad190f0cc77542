import { Tab, TabContainer } from '@ui5/webcomponents-react'
import { useNavigate, useParams } from 'react-router'
import { admin } from '../../api/admin.ts'
import { linkTo } from '../../components/link-to.ts'
import { Page } from '../../components/Page.tsx'
import { PageLink } from '../../components/PageLink.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Actions } from '../content/Actions.tsx'
import { type DeployedArtifact, typeText } from '../content/artifact.ts'
import { Console } from './console/Console.tsx'
import { Endpoints } from './endpoints/Endpoints.tsx'
import { LogLevel } from './LogLevel.tsx'
import { Status } from './Status.tsx'
import './runtime-artifact.css'

/** How often the status is asked for, milliseconds. */
const INTERVAL = 5000

const PARENTS = [{ text: t('nav.content'), path: '/monitor/content' }]

const TABS = ['status', 'endpoints', 'log', 'console'] as const

/** One deployed artifact. `?tab=endpoints` opens a tab. */
export function Component() {
  const { artifactId = '' } = useParams()
  const navigate = useNavigate()
  const {
    data: artifact,
    problem,
    reload,
  } = useData(() => admin('GET /runtime-artifacts/{artifact}', { params: { artifact: artifactId } }), [artifactId], INTERVAL)
  if (artifact === undefined)
    return (
      <Page title={artifactId} parents={PARENTS} problem={problem}>
        {null}
      </Page>
    )
  const onChange = (undeployed: boolean) => (undeployed ? navigate('/monitor/content') : reload())
  return (
    <Page
      title={artifact.name}
      subtitle={`${typeText(artifact.type)} ${artifact.version}`}
      parents={PARENTS}
      problem={problem}
      actions={<Actions artifact={artifact} onChange={onChange} words />}
    >
      <nav className="deployed-links">
        <PageLink to={linkTo('/monitor/messages', { flow: artifact.id, time: 'all' })}>{t('deployed.messages')}</PageLink>
        <PageLink to={`/design/packages/${encodeURIComponent(artifact.packageId)}/artifacts/${encodeURIComponent(artifact.id)}`}>
          {t('deployed.design')}
        </PageLink>
      </nav>
      <Tabs artifact={artifact} />
    </Page>
  )
}

function Tabs({ artifact }: { readonly artifact: DeployedArtifact }) {
  const query = useQuery()
  const open = TABS.find((name) => name === query.of('tab')) ?? 'status'
  const bodies = {
    status: () => <Status artifact={artifact} />,
    endpoints: () => <Endpoints artifact={artifact} />,
    log: () => <LogLevel artifact={artifact} />,
    console: () => <Console artifact={artifact} />,
  }
  return (
    <TabContainer className="deployed-tabs" onTabSelect={({ detail }) => query.set({ tab: detail.tab.dataset.name ?? '' })}>
      {TABS.map((name) => (
        <Tab key={name} text={t(`deployed.tab.${name}`)} data-name={name} selected={open === name}>
          {open === name && <div className="deployed-tab">{bodies[name]()}</div>}
        </Tab>
      ))}
    </TabContainer>
  )
}
