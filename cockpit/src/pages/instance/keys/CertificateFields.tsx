import { CheckBox } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/upload.js'
import { Field } from '../../../components/Field.tsx'
import { FileButton } from '../../../components/files/FileButton.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { t } from '../../../messages/messages.ts'
import { KEY_LENGTHS, type KeyDraft } from './key-draft.ts'

interface CertificateFieldsProps {
  readonly draft: KeyDraft
  readonly onChange: (change: Partial<KeyDraft>) => void
}

/** What a key with a certificate needs; nothing for a key with a secret. */
export function CertificateFields({ draft, onChange }: CertificateFieldsProps) {
  if (draft.type === 'certificate') return <IssuedFields draft={draft} onChange={onChange} />
  if (draft.type === 'certificate_external') return <ExternalFields draft={draft} onChange={onChange} />
  return null
}

function IssuedFields({ draft, onChange }: CertificateFieldsProps) {
  return (
    <>
      <Field label={t('key.validity')} hint={t('key.validityHint')} value={draft.validity} onValue={(validity) => onChange({ validity })} />
      <SelectField
        label={t('key.length')}
        value={draft.keyLength}
        options={KEY_LENGTHS.map((value) => ({ value, text: t('key.bits', { count: value }) }))}
        onValue={(keyLength) => onChange({ keyLength })}
      />
    </>
  )
}

function ExternalFields({ draft, onChange }: CertificateFieldsProps) {
  return (
    <>
      <TextField
        label={t('key.certificate')}
        hint={t('key.certificateHint')}
        placeholder="-----BEGIN CERTIFICATE-----"
        rows={7}
        value={draft.certificate}
        onValue={(certificate) => onChange({ certificate })}
      />
      <div>
        <FileButton
          icon="upload"
          text={t('key.fromFile')}
          accept=".pem,.crt,.cer"
          onFile={(file) => void file.text().then((certificate) => onChange({ certificate }))}
        />
      </div>
      <CheckBox text={t('key.pin')} checked={draft.pinned} onChange={({ target }) => onChange({ pinned: target.checked })} />
      <span className="hint">{t('key.pinHint')}</span>
    </>
  )
}
