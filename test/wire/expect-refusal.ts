import { expect } from 'vitest'
import type { RefusalView } from '../../src/platform/admin/refusals.ts'
import { sluice } from '../support/cli.ts'
import type { TestTenant } from '../support/tenant.ts'

/** What the caller sees of a refusal, and what the administrator can read about it. */
export interface ExpectedRefusal {
  readonly status: number
  /** `WWW-Authenticate`; `undefined` = none. */
  readonly challenge?: string
  readonly body: string | RegExp
  readonly csrf?: string
  /** What `explain` says that the caller read; not looked at by default. */
  readonly told?: string
  readonly cause: string
  readonly needed?: readonly string[]
  readonly held?: readonly string[]
  readonly clientId?: string | null
  /** Parts of the two sentences. */
  readonly why: string
  readonly fix: string
}

/** The answer, and what is kept about it: the same through the admin API and `sluice explain`, and without a secret. */
export async function expectRefusal(
  tenant: TestTenant,
  answer: Response,
  expected: ExpectedRefusal,
  secrets: readonly string[] = [],
): Promise<void> {
  const body = await answer.text()
  expect({ status: answer.status, challenge: header(answer, 'www-authenticate'), csrf: header(answer, 'x-csrf-token') }).toEqual({
    status: expected.status,
    challenge: expected.challenge,
    csrf: expected.csrf,
  })
  if (typeof expected.body === 'string') expect(body).toBe(expected.body)
  else expect(body).toMatch(expected.body)
  await expectStored(tenant, answer.headers.get('x-request-id')!, expected, secrets)
}

/** What is kept about the refusal of this request. */
export async function expectStored(
  tenant: TestTenant,
  requestId: string,
  { status, told, cause, needed = [], held = [], clientId = null, why, fix }: Omit<ExpectedRefusal, 'body'>,
  secrets: readonly string[] = [],
): Promise<void> {
  const stored = await readRefusal(tenant, requestId)
  expect(stored).toMatchObject({ requestId, remoteAddress: '127.0.0.1', clientId, status, cause, needed, held })
  if (told !== undefined) expect(stored.text).toBe(told)
  expect(stored.happened).toContain(why)
  expect(stored.remedy).toContain(fix)
  const explained = await sluice(tenant, ['explain', requestId])
  expect(explained).toEqual({ code: 0, err: '', out: expect.stringContaining(`Why: ${stored.happened}\nFix: ${stored.remedy}\n`) })
  expect(explained.out).toMatch(new RegExp(`^cause +${cause}$`, 'm'))
  for (const secret of secrets) {
    expect(JSON.stringify(stored)).not.toContain(secret)
    expect(explained.out).not.toContain(secret)
  }
}

async function readRefusal({ publicUrl, adminToken }: TestTenant, requestId: string): Promise<RefusalView> {
  const answer = await fetch(`${publicUrl}/admin/v1/refusals/${requestId}`, { headers: { authorization: `Bearer ${adminToken}` } })
  expect(answer.status).toBe(200)
  return (await answer.json()) as RefusalView
}

const header = (answer: Response, name: string): string | undefined => answer.headers.get(name) ?? undefined

/** Error answer of the OAuth layer in front of integration flows. */
export const oauthXml = (error: string, description: string): string =>
  `<oauth><error_description>${description}</error_description><error>${error}</error></oauth>`

export const oauthJson = (error: string, description: string): string => JSON.stringify({ error, error_description: description })

/** Error page of the servlet container behind it. */
export const page = (status: number, phrase: string): RegExp =>
  new RegExp(`^<!doctype html><html lang="en"><head><title>HTTP Status ${status} – ${phrase}</title>`)
