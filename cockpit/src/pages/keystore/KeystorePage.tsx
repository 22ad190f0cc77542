import { Page } from '../../components/Page.tsx'
import { TabPages } from '../../components/TabPages.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Entries } from './Entries.tsx'
import { EntryDetails } from './entry/EntryDetails.tsx'
import { History } from './History.tsx'
import { KEYSTORES } from './keystore.ts'

/** *Manage Keystore*: that in use, its backup, keys that wait, and keys that were replaced. `?entry=HEX` shows one entry. */
export function Component() {
  const query = useQuery()
  const entry = query.of('entry')
  return (
    <Page title={t('keystore.title')} subtitle={t('keystore.subtitle')}>
      <TabPages
        open={query.of('tab')}
        onOpen={(tab) => query.set({ tab, entry: '' })}
        tabs={[
          ...KEYSTORES.map((keystore) => ({
            name: keystore as string,
            text: t(`keystore.${keystore}`),
            body: () =>
              entry === '' ? (
                <Entries key={keystore} keystore={keystore} />
              ) : (
                <EntryDetails key={`${keystore} ${entry}`} keystore={keystore} entry={entry} />
              ),
          })),
          { name: 'history', text: t('keystore.history'), body: () => <History /> },
        ]}
      />
    </Page>
  )
}
