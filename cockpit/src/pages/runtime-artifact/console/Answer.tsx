import { MessageStrip, Tag, Title } from '@ui5/webcomponents-react'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { Fact } from '../../../components/Fact.tsx'
import { linkTo } from '../../../components/link-to.ts'
import { PageLink } from '../../../components/PageLink.tsx'
import { durationText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { CallAnswer } from './call.ts'

/** What came back. */
export function Answer({ answer }: { readonly answer: CallAnswer }) {
  const { status, statusText, messageId, duration, size, headers, body } = answer
  return (
    <>
      <Title level="H2" size="H5">
        {t('console.response')} <Tag design={status < 400 ? 'Positive' : 'Negative'} hideStateIcon>{`${status} ${statusText}`}</Tag>
      </Title>
      {messageId === undefined && status >= 400 && <Refused requestId={answer.requestId} />}
      <dl className="facts">
        <Fact name={t('console.duration')} value={durationText(duration)} />
        <Fact name={t('console.size')} value={t('console.bytes', { count: size })} />
        {messageId !== undefined && (
          <Fact
            name={t('console.log')}
            value={<PageLink to={`/monitor/messages/${encodeURIComponent(messageId)}`}>{t('console.logEntry')}</PageLink>}
          />
        )}
      </dl>
      <Part name={t('console.responseBody')} text={body} empty={t('console.noBody')} />
      <Part name={t('console.responseHeaders')} text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} empty="" />
    </>
  )
}

/** An error before a message began: the server keeps why. */
function Refused({ requestId }: { readonly requestId: string }) {
  return (
    <MessageStrip design="Critical" hideCloseButton>
      {t('console.refused')} <PageLink to={linkTo('/security/refusals', { request: requestId })}>{t('console.why')}</PageLink>
    </MessageStrip>
  )
}

interface PartProps {
  readonly name: string
  readonly text: string
  readonly empty: string
}

function Part({ name, text, empty }: PartProps) {
  return (
    <>
      <div className="console-part">
        <Title level="H3" size="H6">
          {name}
        </Title>
        {text !== '' && <CopyButton text={text} name={name} />}
      </div>
      {text === '' ? (
        <p className="hint">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
        <section className="code console-text" aria-label={name} tabIndex={0}>
          {text}
        </section>
      )}
    </>
  )
}
