import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/nav-back.js'
import { admin } from '../../api/admin.ts'
import { Fact } from '../../components/Fact.tsx'
import { Problem } from '../../components/Problem.tsx'
import { timeText } from '../../components/time.ts'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Reason } from './Reason.tsx'
import type { Refusal } from './refusal.ts'

/** One denied call: what happened, what was needed and held, and how to fix it. */
export function RefusalDetails({ requestId }: { readonly requestId: string }) {
  const query = useQuery()
  const { data: refusal, problem } = useData(() => admin('GET /refusals/{requestId}', { params: { requestId } }), [requestId])
  return (
    <section aria-label={requestId}>
      <Title level="H2" size="H4">
        <Button
          icon="nav-back"
          design="Transparent"
          tooltip={t('refusals.back')}
          accessibleName={t('refusals.back')}
          onClick={() => query.set({ request: '' })}
        />
        {refusal === undefined ? requestId : `${refusal.method} ${refusal.path}`}
      </Title>
      <Problem text={problem} />
      {refusal !== undefined && (
        <>
          <Reason refused={refusal} path={refusal.path} />
          <CallFacts refusal={refusal} />
        </>
      )}
    </section>
  )
}

function CallFacts({ refusal }: { readonly refusal: Refusal }) {
  const { requestId, time, status, text, clientId, remoteAddress } = refusal
  return (
    <dl className="facts">
      <Fact name={t('refusals.answer')} value={`${status} ${text}`} />
      <Fact name={t('refusals.client')} value={clientId ?? t('refusals.unknownClient')} {...(clientId !== null && { copy: clientId })} />
      <Fact name={t('refusals.time')} value={timeText(time)} />
      <Fact name={t('refusals.from')} value={remoteAddress} />
      <Fact name={t('refusals.requestId')} value={requestId} copy={requestId} />
    </dl>
  )
}
