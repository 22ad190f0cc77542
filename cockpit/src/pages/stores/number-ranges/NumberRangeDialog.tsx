import { CheckBox } from '@ui5/webcomponents-react'
import { change, entityPath } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import type { NumberRange } from './NumberRanges.tsx'

interface NumberRangeDialogProps {
  /** What is changed; none for a new one. */
  readonly range: NumberRange | undefined
  readonly onDeployed: () => void
  readonly onClose: () => void
}

/** *Add* and *Edit*: the server checks the values and says which of them is wrong. */
export function NumberRangeDialog({ range, onDeployed, onClose }: NumberRangeDialogProps) {
  const [draft, set] = useDraft(() => draftOf(range))
  const send = async () => {
    await (range ? change('PUT', entityPath('NumberRanges', draft.Name), draft) : change('POST', 'NumberRanges', draft))
    onDeployed()
  }
  const title = range ? t('numberRange.edit', { name: draft.Name }) : t('numberRange.add')
  return (
    <FormDialog title={title} submit={t('material.deploy')} onSubmit={send} onClose={onClose}>
      <Field label={t('stores.name')} required disabled={range !== undefined} value={draft.Name} onValue={(Name) => set({ Name })} />
      <Field label={t('numberRange.description')} value={draft.Description} onValue={(Description) => set({ Description })} />
      <Field label={t('numberRange.min')} required value={draft.MinValue} onValue={(MinValue) => set({ MinValue })} />
      <Field label={t('numberRange.max')} required value={draft.MaxValue} onValue={(MaxValue) => set({ MaxValue })} />
      <Field
        label={t('numberRange.current')}
        required
        hint={t('numberRange.currentHint')}
        value={draft.CurrentValue}
        onValue={(CurrentValue) => set({ CurrentValue })}
      />
      <Field
        label={t('numberRange.length')}
        hint={t('numberRange.lengthHint')}
        value={draft.FieldLength}
        onValue={(FieldLength) => set({ FieldLength })}
      />
      <CheckBox
        text={t('numberRange.rotate')}
        checked={draft.Rotate === 'true'}
        onChange={({ target }) => set({ Rotate: String(target.checked) })}
      />
      <span className="hint">{t('numberRange.rotateHint')}</span>
    </FormDialog>
  )
}

const draftOf = (range: NumberRange | undefined) => ({
  Name: range?.Name ?? '',
  Description: range?.Description ?? '',
  MinValue: range?.MinValue ?? '1',
  MaxValue: range?.MaxValue ?? '999999',
  CurrentValue: range?.CurrentValue ?? '1',
  FieldLength: range?.FieldLength ?? '0',
  Rotate: range?.Rotate ?? 'true',
})
