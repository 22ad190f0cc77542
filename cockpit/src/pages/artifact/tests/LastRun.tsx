import { Tag } from '@ui5/webcomponents-react'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { FlowTest } from './flow-test.ts'

/** How many passed when the test was last run. */
export function LastRun({ run }: { readonly run: FlowTest['lastRun'] }) {
  if (run === null) return <span className="hint">{t('tests.neverRun')}</span>
  const { passed, failed, skipped, time } = run
  return (
    <div className="tests-last-run">
      <div>
        {failed > 0 && (
          <Tag design="Negative" hideStateIcon>
            {t('tests.failedCount', { count: failed })}
          </Tag>
        )}{' '}
        {passed > 0 && (
          <Tag design="Positive" hideStateIcon>
            {t('tests.passedCount', { count: passed })}
          </Tag>
        )}{' '}
        {skipped > 0 && (
          <Tag design="Neutral" hideStateIcon>
            {t('tests.skippedCount', { count: skipped })}
          </Tag>
        )}
      </div>
      <span className="hint">{timeText(time)}</span>
    </div>
  )
}
