import { SegmentedButton, SegmentedButtonItem } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { linkTo } from '../../../components/link-to.ts'
import { PageLink } from '../../../components/PageLink.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import type { Step } from '../steps/run.ts'
import { PayloadDifference } from './PayloadDifference.tsx'
import { readTracedStep } from './trace.ts'
import { ValueDifference } from './ValueDifference.tsx'

interface TraceProps {
  readonly step: Step
  readonly steps: readonly Step[]
  readonly parents: ReadonlyMap<string, string>
  readonly flowId: string
}

const PARTS = ['payload', 'headers', 'properties'] as const

/** What the message was before and after a step. */
export function Trace({ step, steps, parents, flowId }: TraceProps) {
  const [part, setPart] = useState<(typeof PARTS)[number]>('payload')
  const { data, problem, loading } = useData(() => readTracedStep(step, steps, parents), [step, steps, parents])
  if (problem !== undefined) return <Problem text={problem} />
  if (data === undefined && loading) return null
  if (data === undefined) {
    const level = linkTo(`/monitor/content/${encodeURIComponent(flowId)}`, { tab: 'log' })
    return (
      <p className="hint">
        {t('trace.none')} <PageLink to={level}>{t('trace.setLevel')}</PageLink>
      </p>
    )
  }
  const { before, after } = data
  return (
    <>
      <SegmentedButton
        accessibleName={t('trace.parts')}
        onSelectionChange={({ detail }) => setPart(PARTS.find((each) => each === detail.selectedItems[0]?.dataset.part) ?? 'payload')}
      >
        {PARTS.map((each) => (
          <SegmentedButtonItem key={each} data-part={each} selected={each === part}>
            {t(`trace.${each}`)}
          </SegmentedButtonItem>
        ))}
      </SegmentedButton>
      {after === undefined && <p className="hint">{t('trace.beforeOnly')}</p>}
      {part === 'payload' ? (
        <PayloadDifference before={before} after={after} />
      ) : (
        <ValueDifference name={t(`trace.${part}`)} before={before[part]} after={after?.[part] ?? before[part]} />
      )}
    </>
  )
}
