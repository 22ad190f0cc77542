import { change, dateOf, type Entity, entityPath, list } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { NameCell } from '../../components/NameCell.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { timeText } from '../../components/time.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

type Retired = Entity<'HistoryKeystoreEntries'>

/** Keys of SAP that were replaced. Copied to those that wait, one can be put back in use. */
export function History() {
  const entries = useData(async () => (await list('HistoryKeystoreEntries')).results, [])
  const copy = ({ Hexalias }: Retired) => change('PUT', `${entityPath('HistoryKeystoreEntries', Hexalias ?? '')}?copy=true`, {})
  return (
    <>
      <Toolbar />
      <Problem text={entries.problem} />
      <DataTable
        name={t('keystore.history')}
        columns={columns(copy)}
        data={entries}
        keyOf={({ Hexalias }) => Hexalias ?? ''}
        empty={t('keystore.none.history')}
      />
    </>
  )
}

const columns = (copy: (entry: Retired) => Promise<unknown>): readonly Column<Retired>[] => [
  {
    header: t('keystore.alias'),
    cell: ({ OriginalAlias, SubjectDN }) => <NameCell name={OriginalAlias} below={SubjectDN} />,
    importance: 5,
  },
  { header: t('keystore.number'), cell: ({ ActivationSequenceNumber }) => ActivationSequenceNumber, width: '6rem', importance: 3 },
  {
    header: t('keystore.active'),
    cell: ({ ActiveFrom, ActiveUntil }) => `${timeText(dateOf(ActiveFrom))} – ${timeText(dateOf(ActiveUntil))}`,
    importance: 4,
  },
  { header: t('keystore.deactivatedBy'), cell: ({ DeactivatedBy }) => DeactivatedBy, importance: 1 },
  {
    header: t('list.actions'),
    cell: (entry) => (
      <ConfirmButton
        text={t('keystore.copy')}
        question={t('keystore.copyQuestion', { alias: entry.OriginalAlias ?? '' })}
        onConfirm={() => copy(entry)}
      />
    ),
    width: '10rem',
    importance: 4,
  },
]
