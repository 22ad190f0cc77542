import { Button, Tab, TabContainer } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/delete.js'
import '@ui5/webcomponents-icons/dist/download.js'
import '@ui5/webcomponents-icons/dist/edit.js'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { change, entityPath, find, value } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { saveFile } from '../../components/files/save-file.ts'
import { Page } from '../../components/Page.tsx'
import { useAction } from '../../components/use-action.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { PackageDialog } from '../packages/PackageDialog.tsx'
import { Artifacts } from './Artifacts.tsx'
import { ARTIFACTS_OF_PACKAGE, adaptersOf, artifactsIn } from './artifact-kinds.ts'
import './package.css'
import { PackageFacts } from './PackageFacts.tsx'
import { Tags } from './Tags.tsx'

const TABS = ['artifacts', 'overview', 'tags'] as const

/** One integration package. */
export function Component() {
  const { packageId = '' } = useParams()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const download = useAction()
  const path = entityPath('IntegrationPackages', packageId)
  const { data, problem, loading, reload } = useData(async () => {
    const options = { expand: ARTIFACTS_OF_PACKAGE }
    const [item, adapters] = await Promise.all([find('IntegrationPackages', packageId, options), adaptersOf(packageId)])
    return { item, artifacts: artifactsIn(item, adapters) }
  }, [packageId])
  const name = data?.item.Name ?? packageId
  const bodies = {
    artifacts: () => <Artifacts packageId={packageId} artifacts={{ data: data?.artifacts, loading }} onChanged={reload} />,
    overview: () => data && <PackageFacts item={data.item} />,
    tags: () => <Tags packageId={packageId} />,
  }
  return (
    <Page
      title={name}
      subtitle={data?.item.ShortText ?? undefined}
      parents={[{ text: t('packages.title'), path: '/design/packages' }]}
      problem={problem ?? download.problem}
      actions={
        data !== undefined && (
          <>
            <Button icon="edit" onClick={() => setEditing(true)}>
              {t('form.edit')}
            </Button>
            <Button
              icon="download"
              disabled={download.busy}
              onClick={() => void download.run(async () => saveFile(await (await value(path)).blob(), `${name}.zip`))}
            >
              {t('package.export')}
            </Button>
            <ConfirmButton
              text={t('package.delete')}
              question={t('package.deleteQuestion', { name, count: data.artifacts.length })}
              design="Negative"
              onConfirm={async () => {
                await change('DELETE', path)
                navigate('/design/packages')
              }}
            />
          </>
        )
      }
    >
      <TabContainer className="package-tabs">
        {TABS.map((tab) => (
          <Tab key={tab} text={t(`package.${tab}`)}>
            {bodies[tab]()}
          </Tab>
        ))}
      </TabContainer>
      {editing && data && <PackageDialog item={data.item} onSaved={reload} onClose={() => setEditing(false)} />}
    </Page>
  )
}
