import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import type { Column } from '../../../components/DataTable.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'

export type Token = AdminAnswer<'GET /tokens'>[number]

export function tokenColumns(reload: () => void): readonly Column<Token>[] {
  const revoke = async (id: string) => {
    await admin('DELETE /tokens/{id}', { params: { id } })
    reload()
  }
  return [
    { header: t('token.token'), cell: ({ prefix }) => <code>{prefix}…</code>, width: '7rem', importance: 5 },
    { header: t('oauth.clientId'), cell: ({ clientId }) => clientId, importance: 4 },
    { header: t('oauth.user'), cell: ({ user }) => user, importance: 1 },
    { header: t('token.issued'), cell: ({ issuedAt }) => timeText(issuedAt), importance: 2 },
    {
      header: t('secret.expires'),
      cell: ({ expiresAt }) => (expiresAt === null ? t('oauth.untilNextToken') : timeText(expiresAt)),
      importance: 3,
    },
    {
      header: t('list.actions'),
      cell: ({ id, prefix }) => (
        <ConfirmButton text={t('token.revokeOne')} question={t('token.revokeQuestion', { prefix })} onConfirm={() => revoke(id)} />
      ),
      width: '9rem',
      importance: 4,
    },
  ]
}
