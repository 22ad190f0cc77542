import { useState } from 'react'
import { linkTo } from '../../../components/link-to.ts'
import { t } from '../../../messages/messages.ts'
import { readLogs, requestToken, tokenIn } from '../scenario/calls.ts'
import type { HttpAnswer } from '../scenario/http-call.ts'
import type { Scene } from '../use-scene.ts'
import { Answer } from './Answer.tsx'
import { Secret } from './Secret.tsx'
import { Step } from './Step.tsx'

interface SceneProps {
  readonly number: number
  readonly scene: Scene
}

/** Logs are read by a client of the management API. */
export function ReaderStep({ number, scene }: SceneProps) {
  const { scenario, clients, roles, credentials } = scene
  const isNeo = scenario.dialect === 'neo'
  const make = async () => {
    scene.learn('read', await scenario.makeClient(clients.read, 'read', roles.read))
    scene.reload()
  }
  return (
    <Step
      number={number}
      title={t('firstSteps.reader')}
      text={t(isNeo ? 'firstSteps.neoReaderText' : 'firstSteps.instanceReaderText', { role: roles.read })}
      done={clients.read?.roles.includes(roles.read) === true}
      page={
        isNeo
          ? { to: linkTo('/security/oauth', { register: 'tmn' }), text: t('firstSteps.toOAuth') }
          : { to: linkTo('/services/instances', { create: 'api', role: roles.read }), text: t('firstSteps.toInstances') }
      }
      action={credentials.read ? undefined : { text: t('firstSteps.makeReader'), run: make }}
    >
      {credentials.read && <Secret dialect={scenario.dialect} credentials={credentials.read} />}
    </Step>
  )
}

/** What the call left in the message processing log. */
export function LogStep({ number, scene }: SceneProps) {
  const [answers, setAnswers] = useState<readonly HttpAnswer[]>([])
  const { credentials, tokenUrl, endpoint, clients } = scene
  const read = async () => {
    if (credentials.read === undefined || endpoint === undefined) return
    const granted = await requestToken(tokenUrl, credentials.read)
    const token = tokenIn(granted)
    setAnswers(token === undefined ? [granted] : [granted, summary(await readLogs(endpoint.artifact, token))])
    scene.reload()
  }
  return (
    <Step
      number={number}
      title={t('firstSteps.log')}
      text={t('firstSteps.logText')}
      done={clients.read?.hadToken === true}
      page={{ to: '/monitor/messages', text: t('firstSteps.toMessages') }}
      action={{ text: t('firstSteps.readLog'), run: read }}
      missing={credentials.read ? (endpoint ? undefined : t('firstSteps.needsFlow')) : t('firstSteps.needsReader')}
    >
      {answers.map((answer) => (
        <Answer key={answer.url} answer={answer} />
      ))}
    </Step>
  )
}

const SHOWN = ['MessageGuid', 'IntegrationFlowName', 'Status', 'LogStart', 'LogEnd'] as const

/** Of each entry what tells it apart. */
function summary(answer: HttpAnswer): HttpAnswer {
  if (answer.status !== 200) return answer
  const { d } = JSON.parse(answer.body) as { d: { results: Record<string, unknown>[] } }
  const results = d.results.map((entry) => Object.fromEntries(SHOWN.map((name) => [name, entry[name]])))
  return { ...answer, body: JSON.stringify({ d: { results } }) }
}
