import { Title } from '@ui5/webcomponents-react'
import type { AdminAnswer } from '../../../api/admin.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { NameCell } from '../../../components/NameCell.tsx'
import { t } from '../../../messages/messages.ts'

type Allowed = Extract<AdminAnswer<'GET /access'>[number], { allowed: true }>

interface CallersProps {
  readonly access: AdminAnswer<'GET /access'>
  readonly role: string | null
}

/** The clients that may call an endpoint. */
export function Callers({ access, role }: CallersProps) {
  const allowed = access.filter((each): each is Allowed => each.allowed)
  return (
    <>
      <Title level="H3" size="H6">
        {t('endpoints.callers')}
      </Title>
      <DataTable
        name={t('endpoints.callers')}
        columns={COLUMNS}
        data={{ data: allowed, loading: false }}
        keyOf={({ caller }) => caller.clientId}
        empty={role === null ? t('endpoints.certificate') : t('endpoints.noCallers', { role })}
      />
    </>
  )
}

const COLUMNS: readonly Column<Allowed>[] = [
  {
    header: t('endpoints.client'),
    importance: 3,
    cell: ({ caller: { name, clientId } }) => <NameCell name={name || clientId} below={clientId} />,
  },
  { header: t('endpoints.dialect'), width: '10rem', cell: ({ caller: { dialect } }) => (dialect === null ? '' : t(`dialect.${dialect}`)) },
  {
    header: t('endpoints.through'),
    importance: 2,
    cell: ({ roles }) => roles.join(', ') || t('endpoints.anyRole'),
  },
]
