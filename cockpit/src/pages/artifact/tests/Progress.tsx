import { ProgressIndicator } from '@ui5/webcomponents-react'
import { t } from '../../../messages/messages.ts'
import type { TestRuns } from './use-test-runs.ts'

/** How far a run has come; nothing when none is under way. */
export function Progress({ runs: { progress } }: { readonly runs: TestRuns }) {
  if (progress === undefined) return null
  const { ended, all } = progress
  return (
    <ProgressIndicator
      className="tests-progress"
      accessibleName={t('tests.running')}
      value={(100 * ended) / all}
      displayValue={t('tests.progress', { ended, all })}
    />
  )
}
