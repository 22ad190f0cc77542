import type { StepContext } from '../../engine/define-step.ts'
import { readConfig } from '../../engine/fields.ts'
import { UNSUPPORTED_FIELDS } from './tab-fields.ts'

/** Refuses a step that has schemas for TRADACOMS or VDA; what else asks for them is refused as an unknown choice. */
export function refuseUnsupportedStandards({ node, fail }: StepContext): void {
  for (const [name, value] of Object.entries(readConfig(UNSUPPORTED_FIELDS, node.properties))) {
    if (Array.isArray(value) && value.length > 0) fail(name.split('-')[0]!.toUpperCase(), 'Messages of this standard are not supported')
  }
}
