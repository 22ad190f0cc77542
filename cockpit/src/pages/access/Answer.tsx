import { MessageStrip } from '@ui5/webcomponents-react'
import { t } from '../../messages/messages.ts'
import { Reason } from '../refusals/Reason.tsx'
import type { Access } from './access.ts'
import { reasonText } from './reason-text.ts'

/** Whether a call would pass, and through what; or why not, and where that is fixed. */
export function Answer({ answer }: { readonly answer: Access }) {
  const { caller, target } = answer
  if (!answer.allowed) {
    return (
      <>
        <MessageStrip design="Negative" hideCloseButton>
          {t('access.denied', { client: caller.clientId, endpoint: target.name, status: answer.status })}
        </MessageStrip>
        <Reason refused={answer} path={target.url === null ? target.name : new URL(target.url).pathname} />
      </>
    )
  }
  return (
    <MessageStrip design="Positive" hideCloseButton>
      {t('access.allowed', { client: caller.clientId, endpoint: target.name, reason: reasonText(answer) })}
    </MessageStrip>
  )
}
