import { SuggestionItem } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { FilterField } from '../../components/FilterField.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

interface FlowFieldProps {
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A flow by its id or name; those that are deployed are suggested. */
export function FlowField({ value, onValue }: FlowFieldProps) {
  const [typed, setTyped] = useState('')
  const { data } = useData(
    async () =>
      typed === ''
        ? []
        : (await admin('GET /runtime-artifacts', { query: { search: typed, type: 'INTEGRATION_FLOW', limit: 10 } })).artifacts,
    [typed],
  )
  return (
    <FilterField label={t('messages.flow')} value={value} showSuggestions onValue={onValue} onTyping={setTyped}>
      {data?.map(({ id, name }) => (
        <SuggestionItem key={id} text={id} additionalText={name === id ? '' : name} />
      ))}
    </FilterField>
  )
}
