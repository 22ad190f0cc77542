import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { change, dateOf, type Entity, entityPath, list } from '../../../api/odata.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { DeleteButton } from '../../../components/DeleteButton.tsx'
import { NameCell } from '../../../components/NameCell.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { timeText } from '../../../components/time.ts'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import { NumberRangeDialog } from './NumberRangeDialog.tsx'

export type NumberRange = Entity<'NumberRanges'>

/** *Manage Number Ranges*: counters that flows draw from. A row opens its form. */
export function NumberRanges() {
  const [open, setOpen] = useState<NumberRange | 'new'>()
  const ranges = useData(async () => (await list('NumberRanges')).results, [])
  const remove = async (name: string) => {
    await change('DELETE', entityPath('NumberRanges', name))
    ranges.reload()
  }
  return (
    <>
      <Toolbar
        actions={
          <Button icon="add" design="Emphasized" onClick={() => setOpen('new')}>
            {t('numberRange.add')}
          </Button>
        }
      />
      <Problem text={ranges.problem} />
      <DataTable
        name={t('stores.numberRanges')}
        columns={columns(remove)}
        data={ranges}
        keyOf={({ Name }) => Name ?? ''}
        empty={t('numberRange.none')}
        onOpen={setOpen}
      />
      {open !== undefined && (
        <NumberRangeDialog range={open === 'new' ? undefined : open} onDeployed={ranges.reload} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

const columns = (remove: (name: string) => Promise<void>): readonly Column<NumberRange>[] => [
  { header: t('stores.name'), cell: ({ Name, Description }) => <NameCell name={Name} below={Description} />, importance: 5 },
  { header: t('numberRange.current'), cell: ({ CurrentValue }) => CurrentValue, importance: 4 },
  { header: t('numberRange.range'), cell: ({ MinValue, MaxValue }) => `${MinValue} – ${MaxValue}`, importance: 3 },
  {
    header: t('numberRange.rotate'),
    cell: ({ Rotate }) => t(Rotate === 'true' ? 'numberRange.rotates' : 'numberRange.ends'),
    importance: 1,
  },
  { header: t('numberRange.deployedOn'), cell: ({ DeployedOn }) => timeText(dateOf(DeployedOn)), width: '12rem', importance: 2 },
  {
    header: t('list.actions'),
    cell: ({ Name }) => (
      <DeleteButton
        name={Name ?? ''}
        question={t('numberRange.deleteQuestion', { name: Name ?? '' })}
        onConfirm={() => remove(Name ?? '')}
      />
    ),
    width: '5rem',
    importance: 4,
  },
]
