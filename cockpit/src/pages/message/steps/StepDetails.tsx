import { MessageStrip, Title } from '@ui5/webcomponents-react'
import { dateOf } from '../../../api/odata.ts'
import { Fact } from '../../../components/Fact.tsx'
import { durationText, timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { Trace } from '../trace/Trace.tsx'
import type { FlowDrawing } from './flow-drawing.ts'
import { durationOf, type Step } from './run.ts'

interface StepDetailsProps {
  readonly step: Step
  /** All of the run. */
  readonly steps: readonly Step[]
  readonly drawing: FlowDrawing | undefined
  readonly flowId: string
}

/** One step: what is known of it, and what it made of the message. */
export function StepDetails({ step, steps, drawing, flowId }: StepDetailsProps) {
  const { ModelStepId: element, Activity: activity, Error: error, BranchId: branch, StepStart: start, RunStepProperties: properties } = step
  const name = drawing?.names.get(element ?? '') || element || ''
  return (
    <section className="step-details" aria-label={name}>
      <Title level="H2" size="H5">
        {name}
      </Title>
      {error !== null && (
        <MessageStrip design="Negative" hideCloseButton>
          <span className="message-error-text">{error}</span>
        </MessageStrip>
      )}
      <dl className="facts">
        <Fact name={t('message.activity')} value={activity} />
        <Fact name={t('deployed.element')} value={<code>{element}</code>} />
        <Fact name={t('messages.started')} value={timeText(dateOf(start))} />
        <Fact name={t('messages.duration')} value={durationText(durationOf(step) ?? 0)} />
        {branch !== '0' && <Fact name={t('message.branch')} value={branch} />}
        {properties?.results
          .filter(({ Name }) => Name !== 'Name')
          .map(({ Name, Value }) => (
            <Fact key={Name} name={Name ?? ''} value={Value} />
          ))}
      </dl>
      <Trace step={step} steps={steps} parents={drawing?.parents ?? NOWHERE} flowId={flowId} />
    </section>
  )
}

/** Without a drawing nobody knows what stands in what. */
const NOWHERE: ReadonlyMap<string, string> = new Map()
