import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import '@ui5/webcomponents-icons/dist/copy.js'
import '@ui5/webcomponents-icons/dist/delete.js'
import '@ui5/webcomponents-icons/dist/upload.js'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { change } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { DropArea } from '../../components/files/DropArea.tsx'
import { FileButton } from '../../components/files/FileButton.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useAction } from '../../components/use-action.ts'
import type { Data } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { type Artifact, artifactKey, artifactPath } from './artifact-kinds.ts'
import { CopyDialog } from './CopyDialog.tsx'
import { CreateDialog } from './CreateDialog.tsx'
import { type DroppedArtifact, droppedArtifact } from './dropped-artifact.ts'
import { UploadDialog } from './UploadDialog.tsx'

interface ArtifactsProps {
  readonly packageId: string
  readonly artifacts: Pick<Data<readonly Artifact[]>, 'data' | 'loading'>
  readonly onChanged: () => void
}

interface Upload {
  readonly file: File
  readonly found: DroppedArtifact
}

/** The artifacts of a package, of every kind. */
export function Artifacts({ packageId, artifacts, onChanged }: ArtifactsProps) {
  const navigate = useNavigate()
  const [filter, setFilter] = useState('')
  const [creating, setCreating] = useState(false)
  const [upload, setUpload] = useState<Upload>()
  const [copied, setCopied] = useState<Artifact>()
  const { problem, run } = useAction()
  const take = (file: File) => void run(async () => setUpload({ file, found: await droppedArtifact(file) }))
  const found = artifacts.data?.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(filter.toLowerCase()))
  const open = (id: string) => navigate(artifactPath(packageId, id))
  return (
    <>
      <Toolbar
        actions={
          <>
            <FileButton icon="upload" text={t('artifact.upload')} accept=".zip,.esa" onFile={take} />
            <Button icon="add" design="Emphasized" onClick={() => setCreating(true)}>
              {t('artifact.create')}
            </Button>
          </>
        }
      >
        <Field label={t('packages.filter')} value={filter} onValue={setFilter} />
      </Toolbar>
      <Problem text={problem} />
      <DropArea hint={t('artifact.drop')} onFile={take}>
        <DataTable
          name={t('package.artifacts')}
          columns={columns(setCopied, onChanged)}
          data={{ data: found, loading: artifacts.loading }}
          keyOf={({ id }) => id}
          empty={t(filter === '' ? 'artifact.none' : 'list.noneMatches')}
          onOpen={({ id }) => open(id)}
        />
      </DropArea>
      {creating && <CreateDialog packageId={packageId} onCreated={open} onClose={() => setCreating(false)} />}
      {copied && <CopyDialog packageId={packageId} artifact={copied} onCopied={onChanged} onClose={() => setCopied(undefined)} />}
      {upload && (
        <UploadDialog
          {...upload}
          packageId={packageId}
          existing={artifacts.data?.find(({ id }) => id === upload.found.id)}
          onUploaded={onChanged}
          onClose={() => setUpload(undefined)}
        />
      )}
    </>
  )
}

const columns = (onCopy: (artifact: Artifact) => void, onChanged: () => void): readonly Column<Artifact>[] => [
  {
    header: t('packages.name'),
    cell: ({ name, id, description }) => (
      <div>
        {name}
        {id !== name && <div className="hint">{id}</div>}
        {description !== '' && <div className="hint">{description}</div>}
      </div>
    ),
    importance: 3,
  },
  { header: t('artifact.kind'), cell: ({ kind }) => t(kind.text), width: '12rem' },
  { header: t('packages.version'), cell: ({ version }) => version, width: '7rem' },
  {
    header: t('list.actions'),
    cell: (artifact) => (
      <>
        {artifact.kind.versioned && (
          <Button
            icon="copy"
            design="Transparent"
            tooltip={t('artifact.copyOf', { name: artifact.name })}
            accessibleName={t('artifact.copyOf', { name: artifact.name })}
            onClick={() => onCopy(artifact)}
          />
        )}
        <ConfirmButton
          icon="delete"
          text={t('artifact.deleteOf', { name: artifact.name })}
          question={t('artifact.deleteQuestion', { name: artifact.name })}
          onConfirm={async () => {
            await change('DELETE', artifactKey(artifact))
            onChanged()
          }}
        />
      </>
    ),
    width: '6.5rem',
  },
]
