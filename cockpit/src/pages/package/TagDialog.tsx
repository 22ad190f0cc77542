import { useState } from 'react'
import { change, type Entity, entityPath } from '../../api/odata.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { t } from '../../messages/messages.ts'

interface TagDialogProps {
  readonly packageId: string
  readonly tag: Entity<'CustomTags'>
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Gives a package another value of a tag. */
export function TagDialog({ packageId, tag, onSaved, onClose }: TagDialogProps) {
  const [text, setText] = useState(tag.Value ?? '')
  const name = tag.Name ?? ''
  const save = async () => {
    const path = `${entityPath('IntegrationPackages', packageId)}/$links/${entityPath('CustomTags', name)}`
    await change('PUT', path, { Value: text })
    onSaved()
  }
  return (
    <FormDialog title={t('packages.edit', { name })} submit={t('form.save')} onSubmit={save} onClose={onClose}>
      <Field label={t('tags.value')} value={text} hint={t('tags.valueHint')} onValue={setText} />
    </FormDialog>
  )
}
