import { Tag } from '@ui5/webcomponents-react'
import { Code } from '../../../components/Code.tsx'
import { durationText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { HttpAnswer } from '../scenario/http-call.ts'
import { Explanation } from './Explanation.tsx'

/** The call that was just made, and what the server answered. */
export function Answer({ answer: { method, url, status, statusText, duration, body, requestId } }: { readonly answer: HttpAnswer }) {
  return (
    <figure className="answer" aria-live="polite">
      <figcaption>
        <code>
          {method} {url}
        </code>
        <span className="answer-status">
          <Tag design={status < 400 ? 'Positive' : 'Negative'} hideStateIcon>
            {`${status} ${statusText}`.trim()}
          </Tag>
          {durationText(duration)}
        </span>
      </figcaption>
      {status >= 400 && <Explanation requestId={requestId} />}
      {body !== '' && <Code name={t('firstSteps.answer')} text={readable(body)} />}
    </figure>
  )
}

/** Of a token its beginning is enough to see which one it is. */
function readable(body: string): string {
  try {
    const shorten = (name: string, value: unknown) => (name === 'access_token' ? `${String(value).slice(0, 12)}…` : value)
    return JSON.stringify(JSON.parse(body), shorten, 2)
  } catch {
    return body
  }
}
