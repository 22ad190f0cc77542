import { SluiceError } from '../kernel/errors.ts'
import { type CauseDefinition, type Facts, say } from './causes/cause.ts'
import { CAUSES, type Cause } from './causes/index.ts'

export type { Facts } from './causes/cause.ts'
export { CAUSES, type Cause } from './causes/index.ts'

/**
 * A denied call. Thrown anywhere, recorded and rendered once by the edge that answers.
 *
 * @example throw new Refusal('csrf-token-missing', { resource: '/http/orders' })
 */
export class Refusal extends SluiceError {
  readonly reason: Cause
  readonly facts: Facts

  constructor(reason: Cause, facts: Facts = {}) {
    const definition: CauseDefinition = CAUSES[reason]
    super(definition.code, say(definition.text, facts), { detail: say(definition.happened, facts) })
    this.name = 'Refusal'
    this.reason = reason
    this.facts = facts
  }

  /** OAuth error code. */
  get error(): string {
    return CAUSES[this.reason].error
  }

  /** The same refusal with more facts; known ones stay. */
  with(facts: Facts): Refusal {
    return new Refusal(this.reason, { ...facts, ...this.facts })
  }
}

/** What happened and what to do, from a cause and its facts. Unknown causes (of a newer version) explain nothing. */
export function describeCause(cause: string, facts: Facts): { happened: string; remedy: string } {
  const definition: CauseDefinition | undefined = Object.hasOwn(CAUSES, cause) ? CAUSES[cause as Cause] : undefined
  if (definition === undefined) return { happened: `This version does not know the cause '${cause}'.`, remedy: '' }
  return { happened: say(definition.happened, facts), remedy: say(definition.remedy, facts) }
}
