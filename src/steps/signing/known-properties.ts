import type { StepContext } from '../../engine/define-step.ts'
import type { Fields } from '../../engine/fields.ts'

/** What every step may carry without a meaning for its run. */
const NEUTRAL: ReadonlySet<string> = new Set(['activityType', 'subActivityType', 'cmdVariantUri', 'componentVersion', 'Activity_Name'])

/** Refuses to compile a step with a setting that is not known here: what protects a message must not be left out in silence. */
export function requireKnownProperties(fields: Fields, context: StepContext, others: readonly string[] = []): void {
  const known = new Set([...Object.values(fields).map(({ key }) => key), ...others])
  for (const [key, value] of context.node.properties) {
    if (value !== '' && !known.has(key) && !NEUTRAL.has(key))
      context.fail(key, `The setting ${key} is not known, and a signature or an encryption without it could be another`)
  }
}
