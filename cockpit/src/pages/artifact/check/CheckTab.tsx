import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { DataTable } from '../../../components/DataTable.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { timeText } from '../../../components/time.ts'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { TabProps } from '../tabs.tsx'
import { guidelineColumns } from './columns.tsx'
import { type Guideline, lastCheck, runCheck, skip } from './guideline.ts'
import { SkipDialog } from './SkipDialog.tsx'

/** The flow held against the design guidelines of Cloud Integration. */
export function CheckTab({ artifact, changes }: TabProps) {
  const query = useQuery()
  const [skipped, setSkipped] = useState<Guideline>()
  const { busy, problem, run } = useAction()
  const check = useData(() => lastCheck(artifact), [artifact.id, changes])
  const execute = () => void run(() => runCheck(artifact).then(check.reload))
  const count = (guideline: Guideline) => void run(() => skip(artifact, check.data!, guideline, undefined).then(check.reload))
  const { execution, guidelines } = check.data ?? {}
  const columns = guidelineColumns({ onSkip: setSkipped, onCount: count, onShow: (element) => query.set({ tab: 'diagram', element }) })
  return (
    <>
      <Toolbar
        actions={
          <Button design="Emphasized" disabled={busy} onClick={execute}>
            {t('check.run')}
          </Button>
        }
      >
        <p className="check-result">
          {execution &&
            t(execution.ExecutionStatus === 'PASS' ? 'check.passed' : 'check.failed', {
              version: execution.ArtifactVersion ?? '',
              time: timeText(Number(execution.ExecutionTime)),
            })}
        </p>
      </Toolbar>
      <Problem text={problem ?? check.problem} />
      <DataTable
        name={t('check.guidelines')}
        columns={columns}
        data={{ data: guidelines ?? (check.loading ? undefined : []), loading: check.loading }}
        keyOf={({ GuidelineId }) => GuidelineId ?? ''}
        empty={t('check.none')}
      />
      {skipped && check.data && (
        <SkipDialog
          name={skipped.GuidelineName ?? ''}
          onSkip={(reason) => skip(artifact, check.data!, skipped, reason).then(check.reload)}
          onClose={() => setSkipped(undefined)}
        />
      )}
    </>
  )
}
