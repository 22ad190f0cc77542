import { admin } from '../../api/admin.ts'
import { FilterField } from '../../components/FilterField.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { SINCE, type Since } from '../../components/since.ts'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

interface RefusalFiltersProps {
  readonly cause: string
  readonly client: string
  readonly since: Since
  readonly round: number
  readonly onChange: (change: Readonly<Record<string, string>>) => void
}

/** Stands for every cause: a choice must have a value. */
const EVERY = 'every'

export function RefusalFilters({ cause, client, since, round, onChange }: RefusalFiltersProps) {
  const { data = [] } = useData(() => admin('GET /refusals/causes'), [round])
  const known = data.map((met) => ({ value: met.cause, text: `${met.cause} (${met.count})` }))
  const chosen = cause === '' || data.some((met) => met.cause === cause) ? [] : [{ value: cause, text: cause }]
  return (
    <Toolbar>
      <SelectField
        label={t('refusals.cause')}
        value={cause || EVERY}
        options={[{ value: EVERY, text: t('refusals.everyCause') }, ...known, ...chosen]}
        onValue={(value) => onChange({ cause: value === EVERY ? '' : value })}
      />
      <FilterField label={t('refusals.clientId')} value={client} onValue={(value) => onChange({ client: value.trim() })} />
      <SelectField
        label={t('refusals.since')}
        value={since}
        options={SINCE.map((value) => ({ value, text: t(`since.${value}`) }))}
        onValue={(value) => onChange({ since: value === 'all' ? '' : value })}
      />
    </Toolbar>
  )
}
