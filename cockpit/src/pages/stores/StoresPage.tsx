import { Page } from '../../components/Page.tsx'
import { TabPages } from '../../components/TabPages.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { DataStores } from './data-stores/DataStores.tsx'
import { Entries } from './data-stores/Entries.tsx'
import { NumberRanges } from './number-ranges/NumberRanges.tsx'
import { Queues } from './Queues.tsx'
import { Variables } from './Variables.tsx'

/** *Manage Stores*. `?store=…&flow=…&type=…` shows the entries of a data store. */
export function Component() {
  const query = useQuery()
  const store = { DataStoreName: query.of('store'), IntegrationFlow: query.of('flow'), Type: query.of('type') }
  return (
    <Page title={t('stores.title')} subtitle={t('stores.subtitle')}>
      <TabPages
        open={query.of('tab')}
        onOpen={(tab) => query.set({ tab, store: '', flow: '', type: '' })}
        tabs={[
          {
            name: 'dataStores',
            text: t('stores.dataStores'),
            body: () => (store.DataStoreName === '' ? <DataStores /> : <Entries store={store} />),
          },
          { name: 'variables', text: t('stores.variables'), body: () => <Variables /> },
          { name: 'numberRanges', text: t('stores.numberRanges'), body: () => <NumberRanges /> },
          { name: 'queues', text: t('stores.queues'), body: () => <Queues /> },
        ]}
      />
    </Page>
  )
}
