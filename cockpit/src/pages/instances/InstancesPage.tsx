import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { DataTable } from '../../components/DataTable.tsx'
import { Page } from '../../components/Page.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { CreateInstanceDialog } from './CreateInstanceDialog.tsx'
import { instanceColumns } from './instance-columns.tsx'
import { Subscriptions } from './Subscriptions.tsx'
import './instances.css'

/** *Services › Instances and Subscriptions*. `?create=PLAN` opens the form for a new instance, `&role=ROLE` with that role. */
export function Component() {
  const navigate = useNavigate()
  const query = useQuery()
  const instances = useData(() => admin('GET /instances'), [])
  const { data: offerings, problem } = useData(() => admin('GET /offerings'), [])
  const create = query.of('create')
  const plans = offerings?.flatMap((offering) => offering.plans)
  return (
    <Page
      title={t('nav.instances')}
      subtitle={t('instances.subtitle')}
      problem={instances.problem ?? problem}
      actions={
        <Button icon="add" design="Emphasized" onClick={() => query.set({ create: 'integration-flow' })}>
          {t('instances.create')}
        </Button>
      }
    >
      <Title level="H2" size="H4" className="instances-title">
        {t('instances.instances')}
      </Title>
      <DataTable
        name={t('instances.instances')}
        columns={instanceColumns(instances.reload)}
        data={instances}
        keyOf={({ id }) => id}
        empty={t('instances.none')}
        onOpen={({ name }) => navigate(`/services/instances/${encodeURIComponent(name)}`)}
      />
      <Title level="H2" size="H4" className="instances-title">
        {t('instances.subscriptions')}
      </Title>
      <Subscriptions plans={plans} instances={instances.data} />
      {create !== '' && plans !== undefined && (
        <CreateInstanceDialog
          plans={plans.filter(({ entitled }) => entitled)}
          plan={create}
          role={query.of('role')}
          onCreated={({ name }) => navigate(`/services/instances/${encodeURIComponent(name)}`)}
          onClose={() => query.set({ create: '', role: '' })}
        />
      )}
    </Page>
  )
}
