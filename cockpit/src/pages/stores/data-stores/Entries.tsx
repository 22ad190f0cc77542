import { CheckBox } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { change, type Entity, entityPath, related, value } from '../../../api/odata.ts'
import { DataTable } from '../../../components/DataTable.tsx'
import { DetailHeader } from '../../../components/DetailHeader.tsx'
import { FilterField } from '../../../components/FilterField.tsx'
import { saveFile } from '../../../components/files/save-file.ts'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import { entryColumns } from './entry-columns.tsx'

export type DataStoreEntry = Entity<'DataStoreEntries'>

export interface DataStoreKey {
  readonly DataStoreName: string
  readonly IntegrationFlow: string
  readonly Type: string
}

/** What a data store holds. */
export function Entries({ store }: { readonly store: DataStoreKey }) {
  const query = useQuery()
  const download = useAction()
  const [messageId, setMessageId] = useState('')
  const [overdue, setOverdue] = useState(false)
  const entries = useData(() => entriesOf(store, messageId, overdue), [messageId, overdue])
  const save = (entry: DataStoreEntry) => void download.run(async () => saveFile(await (await value(pathOf(entry))).blob(), entry.Id ?? ''))
  const remove = async (entry: DataStoreEntry) => {
    await change('DELETE', pathOf(entry))
    entries.reload()
  }
  return (
    <section aria-label={store.DataStoreName}>
      <DetailHeader title={store.DataStoreName} onBack={() => query.set({ store: '', flow: '', type: '' })} />
      <Toolbar>
        <FilterField label={t('stores.messageId')} value={messageId} onValue={(text) => setMessageId(text.trim())} />
        <CheckBox text={t('stores.overdueOnly')} checked={overdue} onChange={({ target }) => setOverdue(target.checked)} />
      </Toolbar>
      <Problem text={entries.problem ?? download.problem} />
      <DataTable
        name={t('stores.entries')}
        columns={entryColumns(save, remove)}
        data={entries}
        keyOf={({ Id }) => Id ?? ''}
        empty={t(messageId === '' && !overdue ? 'stores.noEntries' : 'list.noneMatches')}
      />
    </section>
  )
}

async function entriesOf(store: DataStoreKey, messageId: string, overdue: boolean): Promise<readonly DataStoreEntry[]> {
  const parameters = { ...(messageId !== '' && { messageid: messageId }), ...(overdue && { overdueonly: 'true' }) }
  return (await related<'DataStoreEntries'>('DataStores', { ...store }, 'Entries', {}, parameters)).results
}

const pathOf = ({ Id, DataStoreName, IntegrationFlow, Type }: DataStoreEntry): string =>
  entityPath('DataStoreEntries', {
    Id: Id ?? '',
    DataStoreName: DataStoreName ?? '',
    IntegrationFlow: IntegrationFlow ?? '',
    Type: Type ?? '',
  })
