import { Tab, TabContainer } from '@ui5/webcomponents-react'
import { Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { packagePath } from '../packages/package-texts.ts'
import { ArtifactActions } from './ArtifactActions.tsx'
import './artifact.css'
import { DeploymentState } from './deployment/DeploymentState.tsx'
import { useDeployment } from './deployment/use-deployment.ts'
import { tabsOf } from './tabs.tsx'
import { useArtifact } from './use-artifact.ts'

/** One design-time artifact. `?tab=` opens a tab, `?element=` chooses an element of the diagram. */
export function Component() {
  const { packageId = '', artifactId = '' } = useParams()
  const query = useQuery()
  const { data, problem, reload } = useArtifact(packageId, artifactId)
  const deployment = useDeployment(data?.artifact)
  // Counts the changes made here, so that each tab shows what the others changed.
  const [changes, setChanges] = useState(0)
  const onChanged = () => {
    setChanges(changes + 1)
    reload()
  }
  const tabs = data === undefined ? [] : tabsOf(data.artifact)
  const open = tabs.find(({ name }) => name === query.of('tab')) ?? tabs[0]
  return (
    <Page
      title={data?.artifact.name ?? artifactId}
      subtitle={data && `${t(data.artifact.kind.text)} · ${data.artifact.version}`}
      parents={[
        { text: t('packages.title'), path: '/design/packages' },
        { text: data?.packageName ?? packageId, path: packagePath(packageId) },
      ]}
      problem={problem}
      actions={data && <ArtifactActions packageId={packageId} artifact={data.artifact} deployment={deployment} />}
    >
      {data && <DeploymentState deployment={deployment} />}
      {data && (
        <TabContainer className="artifact-tabs" onTabSelect={({ detail }) => query.set({ tab: detail.tab.dataset.name ?? '' })}>
          {tabs.map(({ name, Body }) => (
            <Tab key={name} text={t(`artifact.${name}`)} data-name={name} selected={name === open?.name}>
              {name === open?.name && (
                <Suspense>
                  <Body artifact={data.artifact} changes={changes} onChanged={onChanged} />
                </Suspense>
              )}
            </Tab>
          ))}
        </TabContainer>
      )}
    </Page>
  )
}
