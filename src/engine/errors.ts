import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Problem } from './plan.ts'

/** A flow that cannot be deployed: every problem that was found, not only the first. */
export class DeployError extends SluiceError {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('deploy-failed', problems.map((problem) => `${problem.construct} in ${problem.element}: ${problem.reason}`).join('\n'))
    this.name = 'DeployError'
    this.problems = problems
  }
}

/** A message that failed, with the element in which it did. */
export class StepError extends SluiceError {
  readonly elementId: string
  readonly elementName: string

  constructor(element: { id: string; name: string }, cause: unknown) {
    super('processing-failed', messageOf(cause), { cause })
    this.name = 'StepError'
    this.elementId = element.id
    this.elementName = element.name
  }
}

/** Thrown while one element compiles; the compiler turns it into a problem of that element. */
export class CompileFailure extends SluiceError {
  readonly construct: string

  constructor(construct: string, reason: string) {
    super('deploy-failed', reason)
    this.name = 'CompileFailure'
    this.construct = construct
  }
}
