import { dateOf } from '../../../api/odata.ts'
import { SelectField } from '../../../components/SelectField.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { Run } from '../message.ts'

interface RunFieldProps {
  readonly runs: readonly Run[]
  readonly value: string
  readonly onValue: (run: string) => void
}

/** One of the runs of a message, when it had several. */
export function RunField({ runs, value, onValue }: RunFieldProps) {
  if (runs.length < 2) return null
  const options = runs.map(({ Id, RunStart, OverallState }) => ({ value: Id ?? '', text: `${timeText(dateOf(RunStart))} ${OverallState}` }))
  return <SelectField label={t('message.run')} value={value} options={options} onValue={onValue} />
}
