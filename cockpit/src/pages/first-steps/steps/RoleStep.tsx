import { linkTo } from '../../../components/link-to.ts'
import { t } from '../../../messages/messages.ts'
import type { Participant } from '../scenario/scenario.ts'
import type { Scene } from '../use-scene.ts'
import { Step } from './Step.tsx'

/** The client gets the role that the flow asks for. */
export function RoleStep({ number, scene }: { readonly number: number; readonly scene: Scene }) {
  const { scenario, clients, roles } = scene
  const client = clients.send
  const done = client?.roles.includes(roles.send) === true
  const give = async () => {
    if (client !== undefined) await scenario.giveRole(client, 'send', roles.send)
    scene.reload()
  }
  return (
    <Step
      number={number}
      title={t('firstSteps.role', { role: roles.send })}
      text={t(scenario.dialect === 'neo' ? 'firstSteps.neoRoleText' : 'firstSteps.instanceRoleText', {
        user: `oauth_client_${client?.clientId ?? 'ID'}`,
      })}
      done={done}
      page={scenario.dialect === 'neo' ? authorizations(client, roles.send) : instanceOf(client)}
      action={done ? undefined : { text: t('firstSteps.giveRole'), run: give }}
      missing={client ? undefined : t('firstSteps.needsClient')}
    />
  )
}

const authorizations = (client: Participant | undefined, role: string) => ({
  to: linkTo('/security/authorizations', { user: client && `oauth_client_${client.clientId}`, application: 'iflmap', role }),
  text: t('firstSteps.toAuthorizations'),
})

const instanceOf = (client: Participant | undefined) => ({
  to: client === undefined ? '/services/instances' : `/services/instances/${encodeURIComponent(client.name)}`,
  text: t('firstSteps.toInstance'),
})
