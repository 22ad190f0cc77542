import { useState } from 'react'
import { change } from '../../api/odata.ts'
import { Fact } from '../../components/Fact.tsx'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { base64Of } from '../../components/files/base64.ts'
import { t } from '../../messages/messages.ts'
import { ADAPTER, type Artifact, artifactKey } from './artifact-kinds.ts'
import type { DroppedArtifact } from './dropped-artifact.ts'

interface UploadDialogProps {
  readonly packageId: string
  readonly file: File
  readonly found: DroppedArtifact
  /** The artifact of the package whose content the file would replace. */
  readonly existing: Artifact | undefined
  readonly onUploaded: () => void
  readonly onClose: () => void
}

/** Puts the artifact of a file into the package, or its content into the artifact that is there. */
export function UploadDialog({ packageId, file, found, existing, onUploaded, onClose }: UploadDialogProps) {
  const { kind } = found
  const [name, setName] = useState(found.name)
  const [id, setId] = useState(found.id)
  const upload = async () => {
    const ArtifactContent = await base64Of(file)
    if (existing) await change('PUT', artifactKey(existing), { ArtifactContent })
    else if (kind === ADAPTER) await change('POST', kind.set, { PackageId: packageId, ArtifactContent })
    else await change('POST', kind.set, { Id: id, Name: name, PackageId: packageId, ArtifactContent })
    onUploaded()
  }
  return (
    <FormDialog
      title={existing ? t('artifact.replace', { name: existing.name }) : t('artifact.uploadTitle')}
      submit={t(existing ? 'artifact.replaceSubmit' : 'artifact.uploadSubmit')}
      onSubmit={upload}
      onClose={onClose}
    >
      <dl className="facts">
        <Fact name={t('artifact.file')} value={file.name} />
        <Fact name={t('artifact.kind')} value={t(kind.text)} />
      </dl>
      {existing && <p>{t('artifact.replaceText', { name: existing.name, version: existing.version })}</p>}
      {!existing && kind !== ADAPTER && (
        <>
          <Field label={t('packages.name')} required value={name} onValue={setName} />
          <Field label={t('packages.id')} required value={id} hint={t('artifact.idHint')} onValue={setId} />
        </>
      )}
    </FormDialog>
  )
}
