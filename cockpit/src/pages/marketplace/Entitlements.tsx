import { Button, Tag } from '@ui5/webcomponents-react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'

type Offerings = AdminAnswer<'GET /offerings'>
type Row = Offerings[number]['plans'][number] & { readonly offering: string }

interface EntitlementsProps {
  readonly offerings: Offerings | undefined
  readonly onChange: () => void
}

/** Which plans the subaccount is entitled to. */
export function Entitlements({ offerings, onChange }: EntitlementsProps) {
  const { busy, problem, run } = useAction()
  const rows = offerings?.flatMap(({ offering, plans }) => plans.map((plan) => ({ ...plan, offering })))
  const grant = ({ offering, plan }: Row) =>
    run(async () => {
      await admin('PUT /entitlements/{offering}/{plan}', { params: { offering, plan } })
      onChange()
    })
  const revoke = async ({ offering, plan }: Row) => {
    await admin('DELETE /entitlements/{offering}/{plan}', { params: { offering, plan } })
    onChange()
  }
  const action = (row: Row) =>
    row.entitled ? (
      <ConfirmButton
        text={t('marketplace.remove')}
        question={t('marketplace.removeQuestion', { plan: row.plan })}
        onConfirm={() => revoke(row)}
      />
    ) : (
      <Button disabled={busy} onClick={() => void grant(row)}>
        {t('marketplace.entitle')}
      </Button>
    )
  return (
    <>
      <Problem text={problem} />
      <DataTable
        name={t('marketplace.entitlements')}
        columns={[...COLUMNS, { header: t('list.actions'), cell: action, width: '14rem' }]}
        data={{ data: rows, loading: rows === undefined }}
        keyOf={({ plan }) => plan}
        empty={t('marketplace.nothing')}
      />
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { header: t('service.offering'), cell: ({ offering }) => offering },
  { header: t('service.plan'), cell: ({ plan }) => plan },
  { header: t('marketplace.calls'), cell: ({ application }) => t(`application.${application}`) },
  {
    header: t('marketplace.state'),
    cell: ({ entitled }) => (
      <Tag design={entitled ? 'Positive' : 'Neutral'} hideStateIcon>
        {t(entitled ? 'marketplace.entitled' : 'marketplace.notEntitled')}
      </Tag>
    ),
  },
]
