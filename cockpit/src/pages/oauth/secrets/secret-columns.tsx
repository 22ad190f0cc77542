import { Button, Tag } from '@ui5/webcomponents-react'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import type { Column } from '../../../components/DataTable.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { PromoteButton } from './PromoteButton.tsx'
import type { Secret, SecretOwner } from './secret-owner.ts'

const DESIGNS = { current: 'Positive', waiting: 'Information', previous: 'Neutral' } as const

/** State and use of each secret, and what can be done with it; the last one stays. */
export function secretColumns(owner: SecretOwner, all: readonly Secret[], reload: () => void): readonly Column<Secret>[] {
  const remove = async (id: string) => {
    await owner.remove(id)
    reload()
  }
  return [
    {
      header: t('secret.state'),
      cell: ({ state }) => (
        <Tag hideStateIcon design={DESIGNS[state]}>
          {t(`secret.${state}`)}
        </Tag>
      ),
      width: '9rem',
    },
    { header: t('oauth.createdAt'), cell: ({ createdAt }) => timeText(createdAt) },
    { header: t('secret.lastUsed'), cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('secret.never') : timeText(lastUsedAt)) },
    { header: t('secret.expires'), cell: ({ expiresAt }) => (expiresAt === null ? t('secret.never') : timeText(expiresAt)) },
    {
      header: t('list.actions'),
      cell: ({ id, state }) => (
        <span className="actions">
          {state !== 'current' && <PromoteButton owner={owner} id={id} onPromoted={reload} />}
          {all.length > 1 ? (
            <ConfirmButton text={t('secret.delete')} question={t('secret.deleteQuestion')} onConfirm={() => remove(id)} />
          ) : (
            <Button design="Transparent" disabled tooltip={t('secret.lastStays')}>
              {t('secret.delete')}
            </Button>
          )}
        </span>
      ),
    },
  ]
}
