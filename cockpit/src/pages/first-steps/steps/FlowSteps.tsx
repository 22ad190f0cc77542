import { useState } from 'react'
import { admin } from '../../../api/admin.ts'
import { Fact } from '../../../components/Fact.tsx'
import { linkTo } from '../../../components/link-to.ts'
import { TextField } from '../../../components/TextField.tsx'
import { t } from '../../../messages/messages.ts'
import { callFlow, EXAMPLE_BODY } from '../scenario/calls.ts'
import type { HttpAnswer } from '../scenario/http-call.ts'
import type { Scene } from '../use-scene.ts'
import { Answer } from './Answer.tsx'
import { Step } from './Step.tsx'

interface SceneProps {
  readonly number: number
  readonly scene: Scene
}

/** A deployed flow with an address. */
export function DeployStep({ number, scene: { endpoint, reload } }: SceneProps) {
  const deploy = () => admin('POST /example-flow/deploy').then(reload)
  return (
    <Step
      number={number}
      title={t('firstSteps.deploy')}
      text={t('firstSteps.deployText')}
      done={endpoint !== undefined}
      page={
        endpoint === undefined
          ? { to: '/design/packages', text: t('firstSteps.toPackages') }
          : { to: `/monitor/content/${encodeURIComponent(endpoint.artifact)}`, text: t('firstSteps.toEndpoints') }
      }
      action={endpoint ? undefined : { text: t('firstSteps.deployExample'), run: deploy }}
    >
      {endpoint && (
        <dl className="facts step-facts">
          <Fact name={endpoint.name} value={<code>{endpoint.url}</code>} copy={endpoint.url} />
          <Fact name={t('firstSteps.neededRole')} value={<code>{endpoint.role}</code>} />
        </dl>
      )}
    </Step>
  )
}

/** The call, with the token. */
export function CallStep({ number, scene }: SceneProps) {
  const [body, setBody] = useState(EXAMPLE_BODY)
  const [answer, setAnswer] = useState<HttpAnswer>()
  const { endpoint, token, wasCalled } = scene
  const send = async () => {
    if (endpoint === undefined || token === undefined) return
    setAnswer(await callFlow(endpoint.url, token, body))
    scene.reload()
  }
  return (
    <Step
      number={number}
      title={t('firstSteps.call')}
      text={t('firstSteps.callText')}
      done={wasCalled}
      page={{ to: linkTo('/security/refusals', { client: scene.clients.send?.clientId }), text: t('firstSteps.toRefusals') }}
      action={{ text: t('firstSteps.callFlow'), run: send }}
      missing={endpoint === undefined ? t('firstSteps.needsFlow') : token === undefined ? t('firstSteps.needsToken') : undefined}
    >
      <TextField label={t('firstSteps.body')} rows={2} value={body} onValue={setBody} />
      {answer && <Answer answer={answer} />}
    </Step>
  )
}
