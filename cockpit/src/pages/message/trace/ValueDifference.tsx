import { Tag } from '@ui5/webcomponents-react'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { t } from '../../../messages/messages.ts'
import type { Values } from './trace.ts'

interface ValueDifferenceProps {
  readonly name: string
  readonly before: Values
  readonly after: Values
}

interface Row {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly change: 'added' | 'removed' | 'changed' | 'same'
}

/** Headers or properties before and after a step; what changed comes first. */
export function ValueDifference({ name, before, after }: ValueDifferenceProps) {
  return (
    <DataTable
      name={name}
      columns={COLUMNS}
      data={{ data: rowsOf(before, after), loading: false }}
      keyOf={(row) => row.name}
      empty={t('trace.noValues')}
    />
  )
}

function rowsOf(before: Values, after: Values): Row[] {
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const rows = names.map((name) => rowOf(name, before.get(name), after.get(name)))
  return rows.sort((a, b) => Number(a.change === 'same') - Number(b.change === 'same') || a.name.localeCompare(b.name))
}

function rowOf(name: string, before: string | undefined, after: string | undefined): Row {
  if (before === after) return { name, before, after, change: 'same' }
  if (before === undefined) return { name, before, after, change: 'added' }
  return { name, before, after, change: after === undefined ? 'removed' : 'changed' }
}

const DESIGNS = { added: 'Positive', removed: 'Negative', changed: 'Critical' } as const

const COLUMNS: readonly Column<Row>[] = [
  {
    header: t('message.name'),
    importance: 3,
    cell: ({ name, change }) => (
      <div className="trace-name">
        <strong>{name}</strong>
        {change !== 'same' && (
          <Tag design={DESIGNS[change]} hideStateIcon>
            {t(`trace.${change}`)}
          </Tag>
        )}
      </div>
    ),
  },
  { header: t('trace.before'), cell: ({ before }) => <span className="trace-value">{before}</span>, importance: 2 },
  { header: t('trace.after'), cell: ({ after }) => <span className="trace-value">{after}</span>, importance: 2 },
]
