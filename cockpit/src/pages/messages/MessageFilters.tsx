import { FilterField } from '../../components/FilterField.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { t } from '../../messages/messages.ts'
import { FlowField } from './FlowField.tsx'
import type { Filters } from './question.ts'
import { TIMES, type Time } from './range.ts'
import { TimeField } from './TimeField.tsx'

interface MessageFiltersProps {
  readonly filters: Filters
  readonly time: Time
  readonly from: string
  readonly to: string
  readonly onChange: (changes: Readonly<Record<string, string>>) => void
}

const STATUSES = ['COMPLETED', 'FAILED', 'PROCESSING', 'RETRY', 'ESCALATED', 'CANCELLED'] as const

/** What the list is narrowed to. */
export function MessageFilters({ filters: { status, flow, id, header, text }, time, from, to, onChange }: MessageFiltersProps) {
  return (
    <Toolbar>
      <SelectField
        label={t('messages.time')}
        value={time}
        options={TIMES.map((value) => ({ value, text: t(`messages.time.${value}`) }))}
        onValue={(value) => onChange({ time: value, from: '', to: '' })}
      />
      {time === 'custom' && (
        <>
          <TimeField label={t('messages.from')} value={from} onValue={(value) => onChange({ from: value })} />
          <TimeField label={t('messages.to')} value={to} onValue={(value) => onChange({ to: value })} />
        </>
      )}
      <SelectField
        label={t('messages.status')}
        value={status}
        options={[{ value: '', text: t('messages.all') }, ...STATUSES.map((value) => ({ value, text: t(`status.${value}`) }))]}
        onValue={(value) => onChange({ status: value })}
      />
      <FlowField value={flow} onValue={(value) => onChange({ flow: value })} />
      <FilterField label={t('messages.id')} value={id} onValue={(value) => onChange({ id: value })} />
      <FilterField label={t('messages.header')} value={header} onValue={(value) => onChange({ header: value })} />
      <FilterField
        label={t('messages.text')}
        value={text}
        placeholder={t('messages.textHint')}
        onValue={(value) => onChange({ text: value })}
      />
    </Toolbar>
  )
}
