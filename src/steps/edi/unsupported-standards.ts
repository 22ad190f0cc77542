import type { StepContext } from '../../engine/define-step.ts'
import { readConfig } from '../../engine/fields.ts'
import { UNSUPPORTED_FIELDS } from './tab-fields.ts'

/** Refuses a step that has schemas for TRADACOMS or VDA. */
export function refuseUnsupportedStandards({ node, fail }: StepContext): void {
  const config = readConfig(UNSUPPORTED_FIELDS, node.properties)
  for (const [standard, rows] of Object.entries(config)) {
    if ((rows as readonly unknown[]).length > 0) fail(standard.toUpperCase(), 'Messages of this standard are not supported')
  }
}
