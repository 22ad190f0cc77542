import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/upload.js'
import '@ui5/webcomponents-icons/dist/download.js'
import { useState } from 'react'
import { change, type Entity, entityPath, list, value } from '../../../api/odata.ts'
import { DataTable } from '../../../components/DataTable.tsx'
import { saveFile } from '../../../components/files/save-file.ts'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import { ImportKeysDialog } from './ImportKeysDialog.tsx'
import { pgpColumns } from './pgp-columns.tsx'

export type PgpKey = Entity<'PgpKeyEntries'>

/** The keys of the public and the secret keyring. */
export function PgpKeys() {
  const [importing, setImporting] = useState(false)
  const download = useAction()
  const keys = useData(async () => (await list('PgpKeyEntries')).results, [])
  const remove = async ({ Id }: PgpKey) => {
    await change('DELETE', entityPath('PgpKeyEntries', Id ?? ''))
    keys.reload()
  }
  const save = (path: string, file: string) => download.run(async () => saveFile(await (await value(path)).blob(), file))
  return (
    <>
      <Toolbar
        actions={
          <>
            <Button
              icon="download"
              disabled={!keys.data?.some(({ Type }) => Type?.includes('Public'))}
              onClick={() => void save(entityPath('PgpKeyringPublicResources', 'pubring'), 'pubring.gpg')}
            >
              {t('pgp.downloadAll')}
            </Button>
            <Button icon="upload" design="Emphasized" onClick={() => setImporting(true)}>
              {t('pgp.import')}
            </Button>
          </>
        }
      />
      <Problem text={keys.problem ?? download.problem} />
      <DataTable
        name={t('pgp.tab')}
        columns={pgpColumns({
          remove,
          save: ({ Id }) => void save(entityPath('PgpKeyPublicResources', Id ?? ''), `${Id}.asc`),
        })}
        data={keys}
        keyOf={({ Id }) => Id ?? ''}
        empty={t('pgp.none')}
      />
      {importing && <ImportKeysDialog onImported={keys.reload} onClose={() => setImporting(false)} />}
    </>
  )
}
