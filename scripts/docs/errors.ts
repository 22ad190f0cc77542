import { ERRORS } from '../../src/kernel/errors.ts'
import { code, page, prose, table } from './markdown.ts'

/** Every error code. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([name, { status, doc }]) => [code(name), String(status), prose(doc)])
  return page(
    'Errors',
    'Every error has one of these codes. The status is the same at every edge that speaks HTTP. Refused calls are errors with a cause: see [refusals](refusals.md).',
    table(['Code', 'Status', 'Meaning'], rows),
  )
}
