import { useState } from 'react'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { t } from '../../../messages/messages.ts'

interface SkipDialogProps {
  /** Of the guideline. */
  readonly name: string
  readonly onSkip: (reason: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Asks why a guideline does not count for the flow. */
export function SkipDialog({ name, onSkip, onClose }: SkipDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <FormDialog title={t('check.skipNamed', { name })} submit={t('check.skip')} onSubmit={() => onSkip(reason)} onClose={onClose}>
      <Field label={t('check.reason')} required value={reason} onValue={setReason} />
    </FormDialog>
  )
}
