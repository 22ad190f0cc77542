import { type Entity, related } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import type { TabProps } from './tabs.tsx'

/** One value with its equivalent, and where each belongs. */
interface MappedValue {
  readonly source: string
  readonly sourceValue: string
  readonly target: string
  readonly targetValue: string
}

/** What a value mapping maps, in both directions. */
export function ValuesTab({ artifact: { kind, id }, changes }: TabProps) {
  const values = useData(async () => {
    const { results } = await related<'ValMapSchema'>(kind.set, { Id: id, Version: 'active' }, 'ValMapSchema', { expand: 'ValMaps' })
    return results.flatMap(valuesOf)
  }, [id, changes])
  return (
    <>
      <Problem text={values.problem} />
      <DataTable
        name={t('artifact.values')}
        columns={COLUMNS}
        data={values}
        keyOf={({ source, sourceValue, target, targetValue }) => [source, sourceValue, target, targetValue].join(' → ')}
        empty={t('values.none')}
      />
    </>
  )
}

const valuesOf = ({ SrcAgency, SrcId, TgtAgency, TgtId, ValMaps }: Entity<'ValMapSchema'>): MappedValue[] =>
  (ValMaps?.results ?? []).map(({ Value }) => ({
    source: `${SrcAgency} / ${SrcId}`,
    sourceValue: Value.SrcValue ?? '',
    target: `${TgtAgency} / ${TgtId}`,
    targetValue: Value.TgtValue ?? '',
  }))

const COLUMNS: readonly Column<MappedValue>[] = [
  { header: t('values.source'), cell: ({ source }) => source },
  { header: t('values.sourceValue'), cell: ({ sourceValue }) => sourceValue },
  { header: t('values.target'), cell: ({ target }) => target },
  { header: t('values.targetValue'), cell: ({ targetValue }) => targetValue },
]
