import { Button, Tag } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/delete.js'
import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import type { Column } from '../../../components/DataTable.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'

type Key = AdminAnswer<'GET /instances/{instance}/keys'>[number]

interface KeyActions {
  readonly instance: string
  readonly onShow: (name: string) => void
  readonly onSecrets: (name: string) => void
  readonly onDeleted: () => void
}

/** Days before the end at which a key is marked. */
const WARNING_DAYS = 30

export function keyColumns({ instance, onShow, onSecrets, onDeleted }: KeyActions): readonly Column<Key>[] {
  const remove = async (name: string) => {
    await admin('DELETE /instances/{instance}/keys/{name}', { params: { instance, name } })
    onDeleted()
  }
  return [
    { header: t('key.name'), cell: ({ name }) => <strong>{name}</strong>, importance: 2 },
    { header: t('key.type'), cell: ({ type }) => t(`key.type.${type}`), importance: 1 },
    { header: t('instance.createdAt'), cell: ({ createdAt }) => timeText(createdAt) },
    { header: t('key.expires'), cell: ({ expiresAt }) => <Expiry at={expiresAt} /> },
    {
      header: t('list.actions'),
      cell: ({ name, type }) => (
        <span className="actions">
          <Button design="Transparent" onClick={() => onShow(name)}>
            {t('key.view')}
          </Button>
          {type === 'clientid_secret' && (
            <Button design="Transparent" onClick={() => onSecrets(name)}>
              {t('secret.secrets')}
            </Button>
          )}
          <ConfirmButton icon="delete" text={t('key.delete')} question={t('key.deleteQuestion', { name })} onConfirm={() => remove(name)} />
        </span>
      ),
      importance: 2,
    },
  ]
}

function Expiry({ at }: { readonly at: string | null }) {
  if (at === null) return t('secret.never')
  const days = (Date.parse(at) - Date.now()) / 86_400_000
  if (days > WARNING_DAYS) return timeText(at)
  return (
    <Tag design={days > 0 ? 'Critical' : 'Negative'} hideStateIcon>
      {timeText(at)}
    </Tag>
  )
}
