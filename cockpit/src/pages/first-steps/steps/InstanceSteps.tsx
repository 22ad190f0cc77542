import { linkTo } from '../../../components/link-to.ts'
import { t } from '../../../messages/messages.ts'
import { createInstance, credentialsFor, entitle } from '../scenario/cloud-foundry.ts'
import type { Scene } from '../use-scene.ts'
import { Secret } from './Secret.tsx'
import { Step } from './Step.tsx'

interface SceneProps {
  readonly number: number
  readonly scene: Scene
}

/** The plan must be entitled, else it is not offered. */
export function EntitlementStep({ number, scene }: SceneProps) {
  const run = () => entitle('send').then(scene.reload)
  return (
    <Step
      number={number}
      title={t('firstSteps.entitlement')}
      text={t('firstSteps.entitlementText')}
      done={scene.entitled.send}
      page={{ to: '/services/marketplace', text: t('firstSteps.toMarketplace') }}
      action={scene.entitled.send ? undefined : { text: t('marketplace.entitle'), run }}
    />
  )
}

/** An instance is the client. */
export function InstanceStep({ number, scene }: SceneProps) {
  const instance = scene.clients.send
  const run = () => createInstance('send', scene.roles.send).then(scene.reload)
  return (
    <Step
      number={number}
      title={t('firstSteps.instance')}
      text={instance === undefined ? t('firstSteps.instanceText') : t('firstSteps.instanceIs', { name: instance.name })}
      done={instance !== undefined}
      page={{ to: linkTo('/services/instances', { create: instance ? '' : 'integration-flow' }), text: t('firstSteps.toInstances') }}
      action={instance ? undefined : { text: t('instances.create'), run }}
      missing={scene.entitled.send ? undefined : t('firstSteps.needsEntitlement')}
    />
  )
}

/** A key has the credentials. */
export function KeyStep({ number, scene }: SceneProps) {
  const instance = scene.clients.send
  const credentials = scene.credentials.send
  const key = instance?.keys[0]
  const run = async () => {
    if (instance === undefined) return
    scene.learn('send', await credentialsFor(instance))
    scene.reload()
  }
  const to = instance === undefined ? '/services/instances' : `/services/instances/${encodeURIComponent(instance.name)}`
  return (
    <Step
      number={number}
      title={t('firstSteps.key')}
      text={t('firstSteps.keyText')}
      done={key !== undefined}
      page={{ to, text: t('firstSteps.toInstance') }}
      action={credentials ? undefined : { text: key === undefined ? t('key.create') : t('firstSteps.showKey', { name: key }), run }}
      missing={instance ? undefined : t('firstSteps.needsInstance')}
    >
      {credentials && <Secret dialect={scene.scenario.dialect} credentials={credentials} />}
    </Step>
  )
}
