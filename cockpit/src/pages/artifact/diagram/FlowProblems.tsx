import { Link, MessageStrip } from '@ui5/webcomponents-react'
import { t } from '../../../messages/messages.ts'
import { type FlowElement, titleOf } from './flow-element.ts'

interface FlowProblemsProps {
  readonly elements: readonly FlowElement[]
  readonly onSelect: (element: string) => void
}

/** What keeps the flow from running here; nothing when it runs. */
export function FlowProblems({ elements, onSelect }: FlowProblemsProps) {
  const faulty = elements.filter(({ problems }) => problems.length > 0)
  if (faulty.length === 0) return null
  return (
    <MessageStrip design="Critical" hideCloseButton>
      {t('artifact.doesNotRun')}
      <ul className="problem-list">
        {faulty.flatMap((element) =>
          element.problems.map(({ construct, reason }) => (
            <li key={`${element.id} ${construct} ${reason}`}>
              <Link onClick={() => onSelect(element.id)}>{titleOf(element)}</Link> – {construct}: {reason}
            </li>
          )),
        )}
      </ul>
    </MessageStrip>
  )
}
