import { ApiError } from './error.ts'

/** Who is logged in. */
export interface Session {
  readonly user: string
  /** Goes with every change; lives in memory only. */
  readonly csrfToken: string
}

const PATH = '/cockpit/session'

let current: Session | undefined
const listeners = new Set<() => void>()

export const session = (): Session | undefined => current

/** Hears of every log-in and log-out. Returns how to stop that. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function endSession(): void {
  become(undefined)
}

/** Asks the server whether this browser is logged in. */
export async function resume(): Promise<void> {
  become(await ask({ method: 'GET' }))
}

/** Throws an `ApiError` for a wrong password. */
export async function logIn(password: string): Promise<void> {
  become(await ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ password }) }))
}

export async function logOut(): Promise<void> {
  await ask({ method: 'DELETE', headers: { 'x-csrf-token': current?.csrfToken ?? '' } })
  become(undefined)
}

function become(next: Session | undefined): void {
  current = next
  for (const listener of listeners) listener()
}

async function ask(init: RequestInit): Promise<Session | undefined> {
  const response = await fetch(PATH, init)
  const answer = await response.json()
  if (!response.ok) throw new ApiError(answer.error_description, response.status, response.headers.get('x-request-id') ?? '')
  return answer.user === null ? undefined : answer
}
