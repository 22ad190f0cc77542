import { useState } from 'react'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { t } from '../../../messages/messages.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'
import { addFile, extensionOf, RESOURCE_TYPES, typeOf } from './resource.ts'

interface NewResourceDialogProps {
  readonly artifact: Artifact
  readonly onCreated: (name: string) => void
  readonly onClose: () => void
}

const TEXT_EXTENSIONS = Object.entries(RESOURCE_TYPES)
  .flatMap(([type, extensions]) => (type === 'jar' ? [] : extensions))
  .join(', ')

/** What a new script begins with, so that it runs. */
const GROOVY = `import com.sap.gateway.ip.core.customdev.util.Message

def Message processData(Message message) {
    return message
}
`

/** Adds a file to write in. */
export function NewResourceDialog({ artifact, onCreated, onClose }: NewResourceDialogProps) {
  const [name, setName] = useState('')
  const create = async () => {
    const type = typeOf(name)
    if (type === undefined) throw new Error(t('resource.unknownType', { extension: extensionOf(name), known: TEXT_EXTENSIONS }))
    await addFile(artifact, { name, type }, new Blob([type === 'groovy' ? GROOVY : '']))
    onCreated(name)
  }
  return (
    <FormDialog title={t('resource.createTitle')} submit={t('packages.createSubmit')} onSubmit={create} onClose={onClose}>
      <Field
        label={t('resource.name')}
        required
        value={name}
        placeholder="script1.groovy"
        hint={t('resource.nameHint', { known: TEXT_EXTENSIONS })}
        onValue={setName}
      />
    </FormDialog>
  )
}
