import { useNavigate, useParams } from 'react-router'
import { admin } from '../../api/admin.ts'
import { Page } from '../../components/Page.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { InstanceActions } from './InstanceActions.tsx'
import { InstanceFacts } from './InstanceFacts.tsx'
import { Keys } from './keys/Keys.tsx'
import './instance.css'

/** One service instance with its parameters and service keys. `?role=ROLE` opens its parameters with that role added. */
export function Component() {
  const { name = '' } = useParams()
  const navigate = useNavigate()
  const { data: instance, problem, reload } = useData(() => admin('GET /instances/{name}', { params: { name } }), [name])
  return (
    <Page
      title={name}
      subtitle={instance && t(`plan.${instance.plan}.text`)}
      parents={[{ text: t('nav.instances'), path: '/services/instances' }]}
      problem={problem}
      actions={instance && <InstanceActions instance={instance} onChanged={reload} onDeleted={() => navigate('/services/instances')} />}
    >
      {instance && (
        <>
          <InstanceFacts instance={instance} />
          <Keys instance={name} />
        </>
      )}
    </Page>
  )
}
