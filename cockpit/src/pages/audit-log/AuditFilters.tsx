import { FilterField } from '../../components/FilterField.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { SINCE, type Since } from '../../components/since.ts'
import { Toolbar } from '../../components/Toolbar.tsx'
import { t } from '../../messages/messages.ts'

export const ACTIONS = ['create', 'read', 'update', 'delete', 'deploy', 'undeploy', 'refuse'] as const

interface AuditFiltersProps {
  readonly user: string
  readonly action: (typeof ACTIONS)[number] | undefined
  readonly since: Since
  readonly onChange: (change: Readonly<Record<string, string>>) => void
}

/** Stands for every action: a choice must have a value. */
const EVERY = 'every'

export function AuditFilters({ user, action, since, onChange }: AuditFiltersProps) {
  return (
    <Toolbar>
      <FilterField label={t('audit.user')} value={user} onValue={(value) => onChange({ user: value.trim() })} />
      <SelectField
        label={t('audit.action')}
        value={action ?? EVERY}
        options={[EVERY, ...ACTIONS].map((value) => ({ value, text: t(`audit.action.${value as 'every'}`) }))}
        onValue={(value) => onChange({ action: value === EVERY ? '' : value })}
      />
      <SelectField
        label={t('refusals.since')}
        value={since}
        options={SINCE.map((value) => ({ value, text: t(`since.${value}`) }))}
        onValue={(value) => onChange({ since: value === 'all' ? '' : value })}
      />
    </Toolbar>
  )
}
