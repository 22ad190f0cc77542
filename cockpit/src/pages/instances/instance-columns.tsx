import { Tag } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/delete.js'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import type { Column } from '../../components/DataTable.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'

type Instance = AdminAnswer<'GET /instances'>[number]

export function instanceColumns(reload: () => void): readonly Column<Instance>[] {
  const remove = async (name: string) => {
    await admin('DELETE /instances/{name}', { params: { name } })
    reload()
  }
  return [
    { header: t('instance.name'), cell: ({ name }) => <strong>{name}</strong>, importance: 3 },
    {
      header: t('service.plan'),
      cell: ({ plan }) => (
        <Tag design="Set2" colorScheme={plan === 'api' ? '6' : '8'}>
          {plan}
        </Tag>
      ),
      width: '9rem',
      importance: 2,
    },
    { header: t('instance.roles'), cell: ({ parameters }) => (parameters.roles as string[]).join(', '), importance: 1 },
    { header: t('instance.clientId'), cell: ({ clientId }) => <code className="client-id">{clientId}</code> },
    { header: t('instance.createdAt'), cell: ({ createdAt }) => timeText(createdAt), width: '11rem' },
    {
      header: t('list.actions'),
      cell: ({ name }) => (
        <ConfirmButton
          icon="delete"
          text={t('instance.delete')}
          question={t('instance.deleteQuestion', { name })}
          onConfirm={() => remove(name)}
        />
      ),
      width: '5rem',
      importance: 2,
    },
  ]
}
