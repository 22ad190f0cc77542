import { useMemo } from 'react'
import { Diagram } from '../../../components/diagram/Diagram.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { MessageDetails } from '../message.ts'
import { readDrawing } from './flow-drawing.ts'
import { RunField } from './RunField.tsx'
import { marksOf, readSteps } from './run.ts'
import { StepDetails } from './StepDetails.tsx'
import { StepTable } from './StepTable.tsx'

/** The way of a message through its flow. `?run=…&step=3` opens a step. */
export function Steps({ details }: { readonly details: MessageDetails }) {
  const query = useQuery()
  const { message, failedElement } = details
  const runs = message.Runs?.results ?? []
  const runId = runs.find(({ Id }) => Id === query.of('run'))?.Id ?? runs.at(-1)?.Id ?? ''
  const { data: steps, problem } = useData(
    async () => (runId === '' ? [] : readSteps(runId)),
    [runId, message.LastChangeTime, message.Status],
  )
  const flowId = message.IntegrationArtifact.Id ?? ''
  const drawing = useData(() => readDrawing(flowId), [flowId])
  const marks = useMemo(() => marksOf(steps ?? [], failedElement), [steps, failedElement])
  if (steps === undefined) return <Problem text={problem} />
  if (steps.length === 0) return <p className="empty">{t('message.noSteps')}</p>
  const names = drawing.data?.names ?? new Map<string, string>()
  const step = steps.find(({ ChildCount }) => String(ChildCount) === query.of('step')) ?? steps.find(({ Error: error }) => error !== null)
  const open = (element: string | undefined) =>
    query.set({ step: String(steps.find(({ ModelStepId }) => ModelStepId === element)?.ChildCount ?? '') })
  return (
    <>
      <RunField runs={runs} value={runId} onValue={(run) => query.set({ run, step: '' })} />
      {drawing.data === undefined && !drawing.loading && <p className="hint">{t('message.notDeployed')}</p>}
      {drawing.data !== undefined && (
        <Diagram
          name={t('message.diagram')}
          xml={drawing.data.xml}
          marks={marks}
          selected={step?.ModelStepId ?? undefined}
          onSelect={open}
        />
      )}
      <div className="message-steps">
        <StepTable steps={steps} names={names} selected={step} onOpen={({ ChildCount }) => query.set({ step: String(ChildCount) })} />
        {step === undefined ? (
          <p className="hint">{t('message.chooseStep')}</p>
        ) : (
          <StepDetails key={`${runId} ${step.ChildCount}`} step={step} steps={steps} drawing={drawing.data} flowId={flowId} />
        )}
      </div>
    </>
  )
}
