import { admin } from '../../../api/admin.ts'
import { type Dialect, type Endpoint, NAMES, type Purpose, READER_ROLES } from './scenario.ts'

const READING: readonly string[] = Object.values(READER_ROLES)

/** What this page made before; else anything that may call flows, or something that reads logs already. */
export function chosenFor<C extends { readonly name: string }>(
  purpose: Purpose,
  candidates: readonly C[],
  rolesOf: (candidate: C) => readonly string[],
): C | undefined {
  const own = candidates.find(({ name }) => name === NAMES[purpose])
  return own ?? candidates.find((candidate) => purpose === 'send' || rolesOf(candidate).some((role) => READING.includes(role)))
}

/** Whether the client was ever given an access token, as the audit log says. */
export async function hadToken(clientId: string): Promise<boolean> {
  const entries = await admin('GET /audit', { query: { user: clientId, action: 'create', limit: 1 } })
  return entries.some(({ objectType }) => objectType === 'access token')
}

/** Flows behind a role and without CSRF protection: one request calls them. */
export async function callableEndpoints(): Promise<readonly Endpoint[]> {
  const endpoints = await admin('GET /endpoints', { query: {} })
  return endpoints.filter(({ role, protocol, csrfProtected }) => role !== null && protocol === 'REST' && !csrfProtected)
}

export async function tokenUrlOf(dialect: Dialect): Promise<string> {
  const subaccounts = await admin('GET /subaccounts')
  return subaccounts.find((subaccount) => subaccount.dialect === dialect)?.tokenUrl ?? ''
}
