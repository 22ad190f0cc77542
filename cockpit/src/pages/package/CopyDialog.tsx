import { useState } from 'react'
import { change, value } from '../../api/odata.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { base64Of } from '../../components/files/base64.ts'
import { t } from '../../messages/messages.ts'
import { type Artifact, artifactKey } from './artifact-kinds.ts'

interface CopyDialogProps {
  readonly packageId: string
  readonly artifact: Artifact
  readonly onCopied: () => void
  readonly onClose: () => void
}

/** Copies the current version of an artifact under another ID. */
export function CopyDialog({ packageId, artifact, onCopied, onClose }: CopyDialogProps) {
  const [name, setName] = useState(`${artifact.name} Copy`)
  const [id, setId] = useState(`${artifact.id}_copy`)
  const copy = async () => {
    const content = await (await value(artifactKey(artifact))).blob()
    const made = { Id: id, Name: name, PackageId: packageId, ArtifactContent: await base64Of(content) }
    await change('POST', artifact.kind.set, made)
    onCopied()
  }
  return (
    <FormDialog title={t('artifact.copyOf', { name: artifact.name })} submit={t('artifact.copy')} onSubmit={copy} onClose={onClose}>
      <Field label={t('packages.name')} required value={name} onValue={setName} />
      <Field label={t('packages.id')} required value={id} hint={t('artifact.idHint')} onValue={setId} />
    </FormDialog>
  )
}
