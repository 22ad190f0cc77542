import { MessageStrip } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { Problem } from '../../../components/Problem.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { DeployedArtifact } from '../../content/artifact.ts'
import { Answer } from './Answer.tsx'
import { type CallAnswer, call, type Draft } from './call.ts'
import { RequestForm } from './RequestForm.tsx'
import { Token } from './Token.tsx'
import { useTrialToken } from './use-trial-token.ts'
import './console.css'

type Endpoint = AdminAnswer<'GET /endpoints'>[number]

/** Calls the flow as one of its clients, to see what happens. */
export function Console({ artifact: { id, status, deployedOn } }: { readonly artifact: DeployedArtifact }) {
  const { data, problem } = useData(() => admin('GET /endpoints', { query: { artifact: id } }), [id, status, deployedOn])
  const query = useQuery()
  if (data === undefined) return <Problem text={problem} />
  const endpoint = data.find(({ url }) => url === query.of('endpoint')) ?? data[0]
  if (endpoint === undefined) return <p className="empty">{t(status === 'STARTED' ? 'endpoints.none' : 'endpoints.notRunning')}</p>
  return <Call key={endpoint.url} endpoint={endpoint} endpoints={data} onEndpoint={(url) => query.set({ endpoint: url })} />
}

interface CallProps {
  readonly endpoint: Endpoint
  readonly endpoints: readonly Endpoint[]
  readonly onEndpoint: (url: string) => void
}

function Call({ endpoint, endpoints, onEndpoint }: CallProps) {
  const [answer, setAnswer] = useState<CallAnswer>()
  const { token, of: tokenOf } = useTrialToken()
  const { busy, problem, run } = useAction()
  const send = (clientId: string, draft: Draft) =>
    run(async () => {
      setAnswer(undefined)
      setAnswer(await call(endpoint, draft, (await tokenOf(clientId)).accessToken))
    })
  if (endpoint.role === null) {
    return (
      <MessageStrip design="Information" hideCloseButton>
        {t('console.certificate')}
      </MessageStrip>
    )
  }
  return (
    <div className="console">
      <RequestForm
        endpoint={endpoint}
        endpoints={endpoints}
        busy={busy}
        onEndpoint={onEndpoint}
        onSend={(clientId, draft) => void send(clientId, draft)}
      />
      <section className="console-answer" aria-live="polite" aria-label={t('console.response')}>
        <Problem text={problem} />
        {answer !== undefined && <Answer answer={answer} />}
        {token !== undefined && <Token token={token} />}
      </section>
    </div>
  )
}
