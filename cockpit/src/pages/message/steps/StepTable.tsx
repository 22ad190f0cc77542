import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { NameCell } from '../../../components/NameCell.tsx'
import { StatusTag } from '../../../components/StatusTag.tsx'
import { durationText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { durationOf, type Step } from './run.ts'

interface StepTableProps {
  readonly steps: readonly Step[]
  /** Id of an element → its name. */
  readonly names: ReadonlyMap<string, string>
  readonly selected: Step | undefined
  readonly onOpen: (step: Step) => void
}

/** The steps of a run in the order in which they began. */
export function StepTable({ steps, names, selected, onOpen }: StepTableProps) {
  const name: Column<Step> = {
    header: t('message.step'),
    importance: 5,
    cell: (step) => (
      <NameCell
        name={
          <span className={step === selected ? 'step-selected' : ''}>
            {step.ChildCount} {names.get(step.ModelStepId ?? '') || step.ModelStepId}
          </span>
        }
        below={step.Activity}
      />
    ),
  }
  return (
    <DataTable
      name={t('message.tab.steps')}
      columns={[name, ...COLUMNS]}
      data={{ data: steps, loading: false }}
      keyOf={({ ChildCount }) => String(ChildCount)}
      empty=""
      onOpen={onOpen}
    />
  )
}

const COLUMNS: readonly Column<Step>[] = [
  { header: t('messages.status'), cell: ({ Status }) => <StatusTag status={Status ?? ''} />, width: '8.5rem', importance: 4 },
  { header: t('messages.duration'), cell: durationCell, width: '6rem', importance: 3 },
]

function durationCell(step: Step): string {
  const duration = durationOf(step)
  return duration === undefined ? t('messages.inProcess') : durationText(duration)
}
