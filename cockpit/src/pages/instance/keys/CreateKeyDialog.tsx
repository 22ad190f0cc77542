import { useRef } from 'react'
import { admin } from '../../../api/admin.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import { CertificateFields } from './CertificateFields.tsx'
import type { KeyDetails } from './Keys.tsx'
import { KEY_TYPES, keyParameters, NEW_KEY } from './key-draft.ts'

interface CreateKeyDialogProps {
  readonly instance: string
  readonly onCreated: (key: KeyDetails) => void
  readonly onClose: () => void
}

/** *Create Service Key*: with a secret, with a certificate that is issued here, or with one from somewhere else. */
export function CreateKeyDialog({ instance, onCreated, onClose }: CreateKeyDialogProps) {
  const [draft, change] = useDraft(NEW_KEY)
  const created = useRef<KeyDetails>(undefined)
  const create = async () => {
    const body = { name: draft.name, parameters: keyParameters(draft) }
    created.current = await admin('POST /instances/{instance}/keys', { params: { instance }, body })
  }
  const close = () => {
    onClose()
    if (created.current !== undefined) onCreated(created.current)
  }
  return (
    <FormDialog title={t('key.create')} submit={t('key.createSubmit')} onSubmit={create} onClose={close}>
      <Field label={t('key.name')} required value={draft.name} onValue={(name) => change({ name })} />
      <SelectField
        label={t('key.type')}
        hint={t(`key.typeHint.${draft.type}`)}
        value={draft.type}
        options={KEY_TYPES.map((value) => ({ value, text: t(`key.type.${value}`) }))}
        onValue={(type) => change({ type })}
      />
      <CertificateFields draft={draft} onChange={change} />
    </FormDialog>
  )
}
