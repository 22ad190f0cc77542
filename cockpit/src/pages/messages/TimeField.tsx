import { DateTimePicker } from '@ui5/webcomponents-react'
import { FieldFrame } from '../../components/FieldFrame.tsx'

interface TimeFieldProps {
  readonly label: string
  /** ISO 8601; empty = none. */
  readonly value: string
  readonly onValue: (value: string) => void
}

const FORMAT = 'yyyy-MM-dd HH:mm'

/** A moment in the user's zone. */
export function TimeField({ label, value, onValue }: TimeFieldProps) {
  return (
    <FieldFrame label={label}>
      {(id) => (
        <DateTimePicker
          id={id}
          formatPattern={FORMAT}
          value={localText(value)}
          accessibleName={label}
          onChange={({ detail }) => {
            const time = Date.parse(detail.value.replace(' ', 'T'))
            if (detail.valid) onValue(Number.isNaN(time) ? '' : new Date(time).toISOString())
          }}
        />
      )}
    </FieldFrame>
  )
}

function localText(value: string): string {
  const time = Date.parse(value)
  if (Number.isNaN(time)) return ''
  const offset = new Date(time).getTimezoneOffset() * 60_000
  return new Date(time - offset).toISOString().slice(0, 16).replace('T', ' ')
}
