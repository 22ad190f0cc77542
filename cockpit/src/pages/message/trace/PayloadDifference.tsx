import { LineDifference } from '../../../components/difference/LineDifference.tsx'
import { t } from '../../../messages/messages.ts'
import { ContentButtons } from '../details/ContentButtons.tsx'
import { lined } from './lined.ts'
import type { Traced } from './trace.ts'

interface PayloadDifferenceProps {
  readonly before: Traced
  readonly after: Traced | undefined
}

/** The payload before and after a step. */
export function PayloadDifference({ before, after }: PayloadDifferenceProps) {
  const isChanged = after !== undefined && before.payload !== after.payload
  return (
    <>
      <div className="trace-payloads">
        <PayloadFact name={t('trace.before')} traced={before} />
        {after !== undefined && <PayloadFact name={t('trace.after')} traced={after} />}
      </div>
      {before.payload === undefined || (after !== undefined && after.payload === undefined) ? (
        <p className="hint">{t('trace.binary')}</p>
      ) : isChanged ? (
        <LineDifference name={t('trace.payload')} before={lined(before.payload)} after={lined(after.payload ?? '')} />
      ) : (
        <Unchanged text={lined(before.payload)} isKnown={after !== undefined} />
      )}
    </>
  )
}

function PayloadFact({ name, traced: { path, size } }: { readonly name: string; readonly traced: Traced }) {
  return (
    <div className="trace-payload">
      {name}: {t('console.bytes', { count: size })} <ContentButtons path={path} name={`${t('trace.payload')} ${name}`} />
    </div>
  )
}

function Unchanged({ text, isKnown }: { readonly text: string; readonly isKnown: boolean }) {
  if (text === '') return <p className="hint">{t('trace.empty')}</p>
  return (
    <>
      {isKnown && <p className="hint">{t('trace.same')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys */}
      <section className="code message-content" aria-label={t('trace.payload')} tabIndex={0}>
        {text}
      </section>
    </>
  )
}
