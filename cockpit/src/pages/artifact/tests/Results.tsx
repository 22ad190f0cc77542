import { MessageStrip, Title } from '@ui5/webcomponents-react'
import { t } from '../../../messages/messages.ts'
import { isGood, type TestRun } from './flow-test.ts'
import { ResultView } from './ResultView.tsx'

interface ResultsProps {
  readonly run: TestRun
  /** Shows a line of the text. */
  readonly onLine: (line: number) => void
}

/** What came of the tests of a text. */
export function Results({ run, onLine }: ResultsProps) {
  const { problem, results } = run
  const count = (status: string) => results.filter((each) => each.status === status).length
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
  return (
    <section className="tests-results" aria-label={t('tests.results')} aria-live="polite">
      <Title level="H3" size="H5">
        {t('tests.results')}
      </Title>
      <MessageStrip design={isGood(run) ? 'Positive' : 'Negative'} hideCloseButton>
        <span className="tests-text">{problem ?? t('tests.totals', counts)}</span>
      </MessageStrip>
      {results.some(({ failures }) => failures.some(({ diff }) => diff !== null)) && <p className="hint">{t('tests.signs')}</p>}
      {results.map((result) => (
        <ResultView key={`${result.line} ${result.name}`} result={result} onLine={onLine} />
      ))}
    </section>
  )
}
