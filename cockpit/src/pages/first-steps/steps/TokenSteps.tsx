import { useState } from 'react'
import { Fact } from '../../../components/Fact.tsx'
import { linkTo } from '../../../components/link-to.ts'
import { t } from '../../../messages/messages.ts'
import { requestToken, tokenIn } from '../scenario/calls.ts'
import type { HttpAnswer } from '../scenario/http-call.ts'
import type { Scene } from '../use-scene.ts'
import { Answer } from './Answer.tsx'
import { Step } from './Step.tsx'

interface SceneProps {
  readonly number: number
  readonly scene: Scene
}

/** Where tokens come from. */
export function TokenUrlStep({ number, scene: { scenario, tokenUrl } }: SceneProps) {
  const isNeo = scenario.dialect === 'neo'
  return (
    <Step
      number={number}
      title={t('firstSteps.tokenUrl')}
      text={t(isNeo ? 'firstSteps.neoTokenUrlText' : 'firstSteps.keyTokenUrlText')}
      done
      page={
        isNeo
          ? { to: linkTo('/security/oauth', { tab: 'branding' }), text: t('firstSteps.toBranding') }
          : { to: '/services/instances', text: t('firstSteps.toInstances') }
      }
    >
      <dl className="facts step-facts">
        <Fact name={t('key.member.tokenurl')} value={<code>{tokenUrl}</code>} copy={tokenUrl} />
      </dl>
    </Step>
  )
}

/** Client credentials for a token. */
export function TokenStep({ number, scene }: SceneProps) {
  const [answer, setAnswer] = useState<HttpAnswer>()
  const { credentials, tokenUrl, clients, scenario } = scene
  const request = async () => {
    if (credentials.send === undefined) return
    const given = await requestToken(tokenUrl, credentials.send)
    setAnswer(given)
    scene.takeToken(tokenIn(given))
    scene.reload()
  }
  return (
    <Step
      number={number}
      title={t('firstSteps.token')}
      text={t(scenario.dialect === 'neo' ? 'firstSteps.neoTokenText' : 'firstSteps.jwtTokenText')}
      done={scene.token !== undefined || clients.send?.hadToken === true}
      page={{ to: linkTo('/security/oauth', { tab: 'tokens' }), text: t('firstSteps.toTokens') }}
      action={{ text: t('firstSteps.getToken'), run: request }}
      missing={credentials.send ? undefined : t('firstSteps.needsSecret')}
    >
      {answer && <Answer answer={answer} />}
    </Step>
  )
}
