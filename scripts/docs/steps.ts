import type { StepDefinition } from '../../src/engine/define-step.ts'
import { STEPS } from '../../src/steps/index.ts'
import { fieldTable } from './fields.ts'
import { blocks, code, page, sentence } from './markdown.ts'

/** Every step that flows can use. */
export function stepsPage(): string {
  const steps = [...STEPS].sort((a, b) => a.label.localeCompare(b.label, 'en'))
  return page(
    'Steps',
    'What a flow may contain. *Property* is the key in the `.iflw` file. An absent or empty property has the default.',
    ...steps.map(section),
  )
}

function section({ label, activity, variant, doc, fields }: StepDefinition): string {
  const name = variant === undefined ? `Activity ${code(activity)}.` : `Activity ${code(activity)}, variant ${code(variant)}.`
  return blocks(`## ${label}`, `${sentence(doc)} ${name}`, fieldTable(fields))
}
