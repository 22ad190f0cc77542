import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestTenant } from './tenant.ts'

/** An answer with its JSON; `undefined` without a body. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly body: any
}

export type Call = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>

/** Calls paths of the tenant with these headers, bodies as JSON. */
export function caller(tenant: TestTenant, common: Readonly<Record<string, string>>): Call {
  return async (method, path, body, headers = {}) => {
    const url = path.startsWith('http') ? path : tenant.publicUrl + path
    const json = { ...(body !== undefined && { 'content-type': 'application/json' }) }
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(url, { method, headers: { ...common, ...json, ...headers }, ...(sent !== undefined && { body: sent }) })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
}

/** A secret of the data folder. */
export const secretOf = (tenant: TestTenant, file: string): string => readFileSync(join(tenant.dataDir, file), 'utf8').trim()

export const basicHeader = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`
