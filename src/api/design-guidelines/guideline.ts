import type { CheckedFlow } from './checked-flow.ts'

/** A rule that says how a flow should be designed. Ids, names and categories are those of the real service. */
export interface Guideline {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly severity: 'High' | 'Medium' | 'Low'
  /** Cannot be skipped. */
  readonly essential?: true
  check(flow: CheckedFlow): Verdict
}

/** An element of the diagram. */
export interface Component {
  readonly id: string
  readonly name: string
}

export interface Verdict {
  /** Whether the flow has anything that the rule is about. */
  readonly applicable: boolean
  /** What breaks the rule; none = the flow complies. */
  readonly violated: readonly Component[]
  /** What was expected, and what was found instead, where that is a number. */
  readonly expected?: string
  readonly actual?: string
}

/** The verdict of a rule that each of the subjects keeps or breaks by itself. */
export function judge<T extends Component>(subjects: readonly T[], breaks: (subject: T) => boolean): Verdict {
  return { applicable: subjects.length > 0, violated: subjects.filter(breaks) }
}
