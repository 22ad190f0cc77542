import { linkTo } from '../../../components/link-to.ts'
import { t } from '../../../messages/messages.ts'
import { addSecret, register } from '../scenario/neo.ts'
import type { Scene } from '../use-scene.ts'
import { Secret } from './Secret.tsx'
import { Step } from './Step.tsx'

/** A client of the subscription that runs flows. */
export function NeoClientStep({ number, scene }: { readonly number: number; readonly scene: Scene }) {
  const client = scene.clients.send
  const credentials = scene.credentials.send
  const make = async () => {
    scene.learn('send', client === undefined ? await register('send') : await addSecret(client))
    scene.reload()
  }
  return (
    <Step
      number={number}
      title={t('firstSteps.neoClient')}
      text={client === undefined ? t('firstSteps.neoClientText') : t('firstSteps.neoClientIs', { name: client.name })}
      done={client !== undefined}
      page={{ to: linkTo('/security/oauth', { client: client?.clientId }), text: t('firstSteps.toOAuth') }}
      action={credentials ? undefined : { text: t(client ? 'firstSteps.newSecret' : 'oauth.register'), run: make }}
    >
      {credentials && <Secret dialect={scene.scenario.dialect} credentials={credentials} />}
    </Step>
  )
}
