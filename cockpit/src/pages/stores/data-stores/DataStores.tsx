import { change, type Entity, entityPath, list } from '../../../api/odata.ts'
import type { Column } from '../../../components/DataTable.tsx'
import { DeleteButton } from '../../../components/DeleteButton.tsx'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import { FlowName } from '../FlowName.tsx'
import { StoreTable } from '../StoreTable.tsx'
import { Overdue } from './Overdue.tsx'

type DataStore = Entity<'DataStores'>

/** *Manage Data Stores*: those that hold entries. A row opens its entries. */
export function DataStores() {
  const query = useQuery()
  const stores = useData(async () => (await list('DataStores')).results, [])
  const remove = async (store: DataStore) => {
    await change('DELETE', pathOf(store))
    stores.reload()
  }
  return (
    <StoreTable
      name={t('stores.dataStores')}
      columns={columns(remove)}
      data={stores}
      keyOf={pathOf}
      textOf={({ DataStoreName, IntegrationFlow }) => `${DataStoreName} ${IntegrationFlow}`}
      filter={t('stores.filter')}
      empty={t('stores.noDataStores')}
      problem={undefined}
      onOpen={({ DataStoreName, IntegrationFlow, Type }) =>
        query.set({ store: DataStoreName ?? '', flow: IntegrationFlow ?? '', type: Type ?? '' })
      }
    />
  )
}

const pathOf = ({ DataStoreName, IntegrationFlow, Type }: DataStore): string =>
  entityPath('DataStores', { DataStoreName: DataStoreName ?? '', IntegrationFlow: IntegrationFlow ?? '', Type: Type ?? '' })

const columns = (remove: (store: DataStore) => Promise<void>): readonly Column<DataStore>[] => [
  { header: t('stores.name'), cell: ({ DataStoreName }) => <strong>{DataStoreName}</strong>, importance: 5 },
  { header: t('stores.flow'), cell: ({ IntegrationFlow }) => <FlowName flow={IntegrationFlow} />, importance: 3 },
  { header: t('stores.entries'), cell: ({ NumberOfMessages }) => NumberOfMessages, width: '7rem', importance: 3 },
  {
    header: t('stores.overdue'),
    cell: ({ NumberOfOverdueMessages }) => <Overdue count={Number(NumberOfOverdueMessages)} />,
    width: '8rem',
    importance: 3,
  },
  {
    header: t('list.actions'),
    cell: (store) => (
      <DeleteButton
        name={store.DataStoreName ?? ''}
        question={t('stores.deleteDataStore', { name: store.DataStoreName ?? '', count: store.NumberOfMessages ?? '' })}
        onConfirm={() => remove(store)}
      />
    ),
    width: '5rem',
    importance: 4,
  },
]
