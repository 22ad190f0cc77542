import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/refresh.js'
import { useState } from 'react'
import { DataTable } from '../../../components/DataTable.tsx'
import { IssuedSecret } from '../../../components/IssuedSecret.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import { NewSecretDialog } from './NewSecretDialog.tsx'
import { secretColumns } from './secret-columns.tsx'
import type { AddedSecret, SecretOwner } from './secret-owner.ts'
import '../oauth.css'

/** Live at the same time. */
const MOST = 2

/** The secrets of a client or a service key: a second one is added, becomes the current one, and the first is deleted, without a failed call. */
export function Secrets({ owner }: { readonly owner: SecretOwner }) {
  const [asked, setAsked] = useState<'add' | 'rotate'>()
  const [added, setAdded] = useState<AddedSecret>()
  const secrets = useData(() => owner.list(), [owner.id])
  const isFull = (secrets.data?.length ?? 0) >= MOST
  const onAdded = (secret: AddedSecret) => {
    setAdded(secret)
    secrets.reload()
  }
  return (
    <section aria-label={t('secret.secrets')}>
      <div className="client-header">
        <div>
          <Title level="H3" size="H5">
            {t('secret.secrets')}
          </Title>
          <p className="subtitle section-text">{t(isFull ? 'secret.twoLive' : 'secret.oneLive')}</p>
        </div>
        <div className="actions">
          <Button icon="refresh" disabled={isFull} onClick={() => setAsked('rotate')}>
            {t('secret.rotate')}
          </Button>
          <Button icon="add" disabled={isFull} onClick={() => setAsked('add')}>
            {t('secret.add')}
          </Button>
        </div>
      </div>
      <Problem text={secrets.problem} />
      <DataTable
        name={t('secret.secrets')}
        columns={secretColumns(owner, secrets.data ?? [], secrets.reload)}
        data={secrets}
        keyOf={({ id }) => id}
        empty={t('secret.none')}
      />
      {asked !== undefined && <NewSecretDialog owner={owner} purpose={asked} onAdded={onAdded} onClose={() => setAsked(undefined)} />}
      {added !== undefined && (
        <IssuedSecret
          title={t('secret.added')}
          facts={owner.facts}
          secret={added.secret}
          warnings={added.warnings}
          onClose={() => setAdded(undefined)}
        />
      )}
    </section>
  )
}
