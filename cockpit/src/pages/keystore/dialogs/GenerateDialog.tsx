import { useState } from 'react'
import { change } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import type { AddDialogProps } from '../AddMenu.tsx'
import { EMPTY_SUBJECT, SubjectFields } from './SubjectFields.tsx'

/** Sizes by type of key, the usual first. */
const SIZES = { RSA: ['2048', '3072', '4096'], EC: ['256', '384', '521'] } as const
const DAY = 86_400_000

/** *Create › Key Pair*: a new key with a self-signed certificate. */
export function GenerateDialog({ onAdded, onClose }: AddDialogProps) {
  const [alias, setAlias] = useState('')
  const [type, setType] = useState<keyof typeof SIZES>('RSA')
  const [size, setSize] = useState('2048')
  const [days, setDays] = useState('365')
  const [subject, changeSubject] = useDraft(EMPTY_SUBJECT)
  const sizes: readonly string[] = SIZES[type]
  const keySize = sizes.includes(size) ? size : sizes[0]!
  const send = async () => {
    const ValidNotAfter = `/Date(${Date.now() + wholeDays(days) * DAY})/`
    await change('POST', 'KeyPairGenerationRequests', { Alias: alias, KeyType: type, KeySize: Number(keySize), ValidNotAfter, ...subject })
    onAdded()
  }
  return (
    <FormDialog title={t('keystore.add.generate')} submit={t('keystore.generateSubmit')} onSubmit={send} onClose={onClose}>
      <Field label={t('keystore.alias')} required value={alias} onValue={setAlias} />
      <div className="keystore-names">
        <SelectField
          label={t('keystore.keyType')}
          value={type}
          options={[
            { value: 'RSA', text: 'RSA' },
            { value: 'EC', text: 'EC' },
          ]}
          onValue={setType}
        />
        <SelectField
          label={t('keystore.keySize')}
          value={keySize}
          options={sizes.map((value) => ({ value, text: value }))}
          onValue={setSize}
        />
        <Field label={t('keystore.days')} required value={days} onValue={setDays} />
      </div>
      <SubjectFields subject={subject} onChange={changeSubject} />
    </FormDialog>
  )
}

function wholeDays(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text.trim())) throw new Error(t('form.wholeNumber', { field: t('keystore.days') }))
  return Number(text)
}
