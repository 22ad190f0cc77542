import { Page } from '../../components/Page.tsx'
import { TabPages } from '../../components/TabPages.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Materials } from './Materials.tsx'
import { PgpKeys } from './pgp/PgpKeys.tsx'

/** *Manage Security Material* and *Manage PGP Keys*. `?tab=pgp` shows the keyrings. */
export function Component() {
  const query = useQuery()
  return (
    <Page title={t('material.title')} subtitle={t('material.subtitle')}>
      <TabPages
        open={query.of('tab')}
        onOpen={(tab) => query.set({ tab })}
        tabs={[
          { name: 'material', text: t('material.tab'), body: () => <Materials /> },
          { name: 'pgp', text: t('pgp.tab'), body: () => <PgpKeys /> },
        ]}
      />
    </Page>
  )
}
