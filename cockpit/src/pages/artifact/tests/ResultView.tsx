import { Button, Tag, type TagPropTypes } from '@ui5/webcomponents-react'
import { ServerDifference } from '../../../components/difference/ServerDifference.tsx'
import { durationText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { Failure, TestResult } from './flow-test.ts'

interface ResultViewProps {
  readonly result: TestResult
  readonly onLine: (line: number) => void
}

const DESIGNS: Readonly<Record<TestResult['status'], NonNullable<TagPropTypes['design']>>> = {
  passed: 'Positive',
  failed: 'Negative',
  skipped: 'Neutral',
}

/** What came of one test: what is not as expected, and the way of its message. */
export function ResultView({ result, onLine }: ResultViewProps) {
  const { name, status, reason, milliseconds, failures, steps } = result
  return (
    <article className="tests-result">
      <header>
        <Tag design={DESIGNS[status]} hideStateIcon>
          {t(`tests.${status}`)}
        </Tag>
        <strong>{name}</strong>
        <span className="hint">{reason ?? durationText(milliseconds)}</span>
      </header>
      {failures.map((failure) => (
        <FailureView key={`${failure.line} ${failure.what} ${failure.message}`} failure={failure} onLine={onLine} />
      ))}
      {steps.length > 0 && <p className="hint">{t('tests.way', { steps: wayOf(steps) })}</p>}
    </article>
  )
}

function FailureView({
  failure: { what, message, diff, line },
  onLine,
}: {
  readonly failure: Failure
  readonly onLine: ResultViewProps['onLine']
}) {
  return (
    <div className="tests-failure">
      <div className="tests-failure-text">
        <span className="tests-text">
          <strong>{what}</strong> {message}
        </span>
        <Button design="Transparent" onClick={() => onLine(line)}>
          {t('tests.line', { line })}
        </Button>
      </div>
      {diff !== null && <ServerDifference name={t('tests.difference', { what })} text={diff} />}
    </div>
  )
}

const wayOf = (steps: TestResult['steps']): string =>
  steps.map(({ element, status }) => (status === 'FAILED' ? `${element} ✗` : element)).join(' → ')
