import { change } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { AddMenu } from './AddMenu.tsx'
import { BackupButtons } from './BackupButtons.tsx'
import { entryColumns } from './entry-columns.tsx'
import { activateEntry, deleteEntry, entriesOf, type KeystoreEntry, type KeystoreName } from './keystore.ts'

/** The entries of a keystore. A row opens one. */
export function Entries({ keystore }: { readonly keystore: KeystoreName }) {
  const query = useQuery()
  const entries = useData(() => entriesOf(keystore), [keystore])
  const after = (act: (entry: KeystoreEntry) => Promise<unknown>) => async (entry: KeystoreEntry) => {
    await act(entry)
    entries.reload()
  }
  const restore = () => change('PUT', "KeystoreResources('system')?retrieveBackup=backup_admin_system&importOption=overwrite", {})
  return (
    <>
      <Toolbar
        actions={
          <>
            {keystore === 'system' && (
              <>
                <BackupButtons entries={entries.data ?? []} />
                <AddMenu onAdded={entries.reload} />
              </>
            )}
            {keystore === 'backup_admin_system' && (
              <ConfirmButton
                text={t('keystore.restore')}
                design="Emphasized"
                disabled={(entries.data?.length ?? 0) === 0}
                question={t('keystore.restoreQuestion')}
                onConfirm={restore}
              />
            )}
          </>
        }
      />
      <Problem text={entries.problem} />
      <DataTable
        name={t(`keystore.${keystore}`)}
        columns={entryColumns({
          ...(keystore === 'system' && { remove: after(deleteEntry) }),
          ...(keystore === 'KeyRenewal' && { activate: after(activateEntry) }),
        })}
        data={entries}
        keyOf={({ Hexalias }) => Hexalias ?? ''}
        empty={t(`keystore.none.${keystore}`)}
        onOpen={({ Hexalias }) => query.set({ entry: Hexalias ?? '' })}
      />
    </>
  )
}
