import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { DataTable } from '../../../components/DataTable.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import { CreateKeyDialog } from './CreateKeyDialog.tsx'
import { KeyDialog } from './KeyDialog.tsx'
import { KeySecretsDialog } from './KeySecretsDialog.tsx'
import { keyColumns } from './key-columns.tsx'

export type KeyDetails = AdminAnswer<'GET /instances/{instance}/keys/{name}'>

/** The service keys of an instance. */
export function Keys({ instance }: { readonly instance: string }) {
  const [creating, setCreating] = useState(false)
  const [shown, setShown] = useState<KeyDetails>()
  const [rotated, setRotated] = useState<string>()
  const { problem, run } = useAction()
  const keys = useData(() => admin('GET /instances/{instance}/keys', { params: { instance } }), [instance])
  const show = (name: string) =>
    void run(async () => setShown(await admin('GET /instances/{instance}/keys/{name}', { params: { instance, name } })))
  const created = (key: KeyDetails) => {
    setShown(key)
    keys.reload()
  }
  return (
    <section aria-label={t('key.keys')}>
      <Toolbar
        actions={
          <Button icon="add" onClick={() => setCreating(true)}>
            {t('key.create')}
          </Button>
        }
      >
        <Title level="H2" size="H4">
          {t('key.keys')}
        </Title>
      </Toolbar>
      <Problem text={keys.problem ?? problem} />
      <DataTable
        name={t('key.keys')}
        columns={keyColumns({ instance, onShow: show, onSecrets: setRotated, onDeleted: keys.reload })}
        data={keys}
        keyOf={({ id }) => id}
        empty={t('key.none')}
      />
      {creating && <CreateKeyDialog instance={instance} onCreated={created} onClose={() => setCreating(false)} />}
      {shown !== undefined && <KeyDialog details={shown} onClose={() => setShown(undefined)} />}
      {rotated !== undefined && (
        <KeySecretsDialog
          instance={instance}
          name={rotated}
          onClose={() => {
            setRotated(undefined)
            keys.reload()
          }}
        />
      )}
    </section>
  )
}
