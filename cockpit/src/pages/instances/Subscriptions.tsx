import type { AdminAnswer } from '../../api/admin.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { t } from '../../messages/messages.ts'

type Plan = AdminAnswer<'GET /offerings'>[number]['plans'][number]
type Instance = AdminAnswer<'GET /instances'>[number]

interface SubscriptionsProps {
  readonly plans: readonly Plan[] | undefined
  readonly instances: readonly Instance[] | undefined
}

interface Subscription extends Plan {
  readonly callers: readonly string[]
}

/** The subscribed applications, and the instances whose keys call them. */
export function Subscriptions({ plans, instances = [] }: SubscriptionsProps) {
  const subscriptions = plans?.map((plan) => ({
    ...plan,
    callers: instances.filter((instance) => instance.plan === plan.plan).map(({ name }) => name),
  }))
  return (
    <DataTable
      name={t('instances.subscriptions')}
      columns={COLUMNS}
      data={{ data: subscriptions, loading: plans === undefined }}
      keyOf={({ application }) => application}
      empty={t('marketplace.nothing')}
    />
  )
}

const COLUMNS: readonly Column<Subscription>[] = [
  { header: t('instances.application'), cell: ({ application }) => t(`application.${application}`) },
  { header: t('instances.calledByPlan'), cell: ({ plan }) => plan },
  { header: t('instances.callers'), cell: ({ callers }) => callers.join(', ') || t('instances.noCallers') },
]
