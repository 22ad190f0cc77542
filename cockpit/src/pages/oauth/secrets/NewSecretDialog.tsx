import { useState } from 'react'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { t } from '../../../messages/messages.ts'
import { wholeNumber } from '../client-draft.ts'
import { ExpiryField } from './ExpiryField.tsx'
import type { AddedSecret, SecretOwner } from './secret-owner.ts'

interface NewSecretDialogProps {
  readonly owner: SecretOwner
  /** `rotate` makes it the current one at once. */
  readonly purpose: 'add' | 'rotate'
  readonly onAdded: (secret: AddedSecret) => void
  readonly onClose: () => void
}

/** A second secret: chosen, or generated. */
export function NewSecretDialog({ owner, purpose, onAdded, onClose }: NewSecretDialogProps) {
  const [secret, setSecret] = useState('')
  const [length, setLength] = useState('')
  const [expiresAt, setExpiresAt] = useState<string>()
  const add = async () => {
    const body = {
      ...(secret !== '' && { secret }),
      ...(secret === '' && length !== '' && { secretLength: wholeNumber(length, 'secret.length') }),
      ...(expiresAt !== undefined && { expiresAt }),
    }
    const added = await owner.add(body)
    try {
      if (purpose === 'rotate') await owner.promote(added.id)
    } finally {
      onAdded(added)
    }
  }
  return (
    <FormDialog title={t(`secret.${purpose}`)} submit={t(`secret.${purpose}`)} onSubmit={add} onClose={onClose}>
      <p className="section-text">{t(`secret.${purpose}Text`)}</p>
      <Field label={t('secret.secret')} hint={t('secret.hint')} type="Password" value={secret} onValue={setSecret} />
      {secret === '' && <Field label={t('secret.length')} hint={t('secret.lengthHint')} value={length} onValue={setLength} />}
      <ExpiryField onExpiry={setExpiresAt} />
    </FormDialog>
  )
}
