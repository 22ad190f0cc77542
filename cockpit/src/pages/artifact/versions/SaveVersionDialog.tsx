import { useState } from 'react'
import { change, literal } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { t } from '../../../messages/messages.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'
import { nextVersion } from './next-version.ts'

interface SaveVersionDialogProps {
  readonly artifact: Artifact
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Gives what is there a version number of its own; what had the number before stays in the history. */
export function SaveVersionDialog({ artifact: { id, kind, version }, onSaved, onClose }: SaveVersionDialogProps) {
  const [number, setNumber] = useState(nextVersion(version))
  const save = async () => {
    const quoted = (text: string) => encodeURIComponent(literal(text))
    await change('POST', `${kind.entity}SaveAsVersion?Id=${quoted(id)}&SaveAsVersion=${quoted(number)}`)
    onSaved()
  }
  return (
    <FormDialog title={t('version.save')} submit={t('form.save')} onSubmit={save} onClose={onClose}>
      <p className="hint">{t('version.saveText', { version })}</p>
      <Field label={t('packages.version')} required value={number} onValue={setNumber} />
    </FormDialog>
  )
}
