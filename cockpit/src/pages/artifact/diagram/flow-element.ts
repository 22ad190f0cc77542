import type { AdminAnswer } from '../../../api/admin.ts'
import type { DiagramMark } from '../../../components/diagram/viewer.ts'
import { t } from '../../../messages/messages.ts'

export type Inspection = AdminAnswer<'GET /artifacts/{artifact}/elements'>
export type FlowElement = Inspection['elements'][number]
export type ConfiguredValue = FlowElement['values'][number]

/** What does not run here stands out. */
export const marksOf = (elements: readonly FlowElement[]): DiagramMark[] =>
  elements
    .filter(({ supported, problems }) => !supported || problems.length > 0)
    .map(({ shape, supported }) => ({
      element: shape,
      look: supported ? 'critical' : 'negative',
      text: t(supported ? 'element.wrong' : 'element.unsupported'),
    }))

/** The name that it was given, else what it is. */
export const titleOf = ({ name, label }: FlowElement): string => name || label
