import { Button, Tag } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import '@ui5/webcomponents-icons/dist/history.js'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { change, value } from '../../../api/odata.ts'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { base64Of } from '../../../components/files/base64.ts'
import { saveFile } from '../../../components/files/save-file.ts'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { timeText } from '../../../components/time.ts'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import { type Artifact, artifactKey } from '../../package/artifact-kinds.ts'
import type { TabProps } from '../tabs.tsx'
import { SaveVersionDialog } from './SaveVersionDialog.tsx'

type Version = AdminAnswer<'GET /artifacts/{artifact}/versions'>[number]

/** The history of an artifact: versions to look at, to keep, and to go back to. */
export function VersionsTab({ artifact, changes, onChanged }: TabProps) {
  const [saving, setSaving] = useState(false)
  const download = useAction()
  const params = { artifact: artifact.id }
  const versions = useData(() => admin('GET /artifacts/{artifact}/versions', { params }), [artifact.id, changes])
  const save = ({ version }: Version) =>
    void download.run(async () => saveFile(await contentOf(artifact, version), `${artifact.id}_${version}.zip`))
  const restore = async ({ version }: Version) => {
    await change('PUT', artifactKey(artifact), { ArtifactContent: await base64Of(await contentOf(artifact, version)) })
    onChanged()
  }
  return (
    <>
      {artifact.kind.versioned && (
        <Toolbar
          actions={
            <Button design="Emphasized" onClick={() => setSaving(true)}>
              {t('version.save')}
            </Button>
          }
        />
      )}
      <Problem text={download.problem ?? versions.problem} />
      <DataTable
        name={t('artifact.versions')}
        columns={columns(artifact, save, restore)}
        data={versions}
        keyOf={({ version }) => version}
        empty={t('version.none')}
      />
      {saving && <SaveVersionDialog artifact={artifact} onSaved={onChanged} onClose={() => setSaving(false)} />}
    </>
  )
}

const contentOf = async (artifact: Artifact, version: string): Promise<Blob> => (await value(artifactKey(artifact, version))).blob()

const columns = (
  { name }: Artifact,
  onDownload: (version: Version) => void,
  onRestore: (version: Version) => Promise<void>,
): readonly Column<Version>[] => [
  {
    header: t('packages.version'),
    cell: ({ version, current }) => (
      <span>
        {version} {current && <Tag design="Positive">{t('version.current')}</Tag>}
      </span>
    ),
  },
  { header: t('packages.modified'), cell: ({ modifiedAt, modifiedBy }) => `${timeText(modifiedAt)} ${modifiedBy}` },
  {
    header: t('list.actions'),
    cell: (version) => (
      <>
        <Button
          icon="download"
          design="Transparent"
          tooltip={t('version.download', { version: version.version })}
          accessibleName={t('version.download', { version: version.version })}
          onClick={() => onDownload(version)}
        />
        {!version.current && (
          <ConfirmButton
            icon="history"
            text={t('version.restore', { version: version.version })}
            question={t('version.restoreQuestion', { version: version.version, name })}
            onConfirm={() => onRestore(version)}
          />
        )}
      </>
    ),
    width: '7rem',
  },
]
