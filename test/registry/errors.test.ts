import { describe, expect, it } from 'vitest'
import { errorsPage } from '../../scripts/docs/errors.ts'
import { refusalsPage } from '../../scripts/docs/refusals.ts'
import type { CauseDefinition } from '../../src/identity/causes/cause.ts'
import { type Edge, renderRefusal } from '../../src/identity/refusal-wire.ts'
import { CAUSES, type Cause, describeCause, Refusal } from '../../src/identity/refusals.ts'
import { ERRORS, type ErrorCode, SluiceError } from '../../src/kernel/errors.ts'
import type { HttpRequest } from '../../src/kernel/http.ts'

const codes = Object.keys(ERRORS) as ErrorCode[]
const causes = Object.entries(CAUSES) as [Cause, CauseDefinition][]

describe('error codes', () => {
  const page = errorsPage()

  it.each(codes)('%s: the error and the page have the status of the table', (code) => {
    const { status, doc } = ERRORS[code]
    expect(new SluiceError(code, 'text').status).toBe(status)
    expect(page).toContain(`| \`${code}\` | ${status} | ${doc} |`)
  })

  it('are statuses of failures', () => {
    for (const code of codes) expect(ERRORS[code].status, code).toSatisfy((status: number) => status >= 400 && status < 600)
  })
})

describe('causes of refusals', () => {
  const page = refusalsPage()

  it.each(causes)('%s: table, page and wire agree', (name, { code, error }) => {
    const { status } = ERRORS[code]
    expect(page).toContain(`| [\`${name}\`](#${name}) | ${status} | \`${error}\` |`)
    expect(page).toContain(`\n## ${name}\n\n|  |  |\n| --- | --- |\n| Status | ${status} |\n| OAuth error | \`${error}\` |\n`)
    const refusal = new Refusal(name)
    expect(refusal.status).toBe(status)
    for (const edge of ['integration-flow', 'management-api'] as const) expect(answerOf(refusal, edge).status, edge).toBe(status)
  })

  it.each(causes)('%s says what happened and what to do', (name) => {
    const { happened, remedy } = describeCause(name, {})
    expect(happened).toMatch(/^\S.*\.$/)
    expect(remedy).not.toBe('')
  })
})

function answerOf(refusal: Refusal, edge: Edge) {
  return renderRefusal(refusal, { headers: {}, query: '' } as HttpRequest, edge)
}
