import { createHmac, type KeyObject } from 'node:crypto'
import type { Condition, Query } from './query.ts'

/** What happened, before it has a place in the log. Holds no secret, and of a token the first five characters only. */
export interface AuditEvent {
  readonly id: string
  readonly time: number
  /** Who did it. */
  readonly user: string
  readonly userType: 'administrator' | 'client' | 'system'
  readonly action: AuditAction
  /** What it was done to, in the words of the platform: `application client`, `access token`. */
  readonly objectType: string
  readonly objectName: string
  readonly remoteAddress: string
  /** The `x-request-id` of the call; empty for what the server does by itself. */
  readonly requestId: string
  readonly details: Readonly<Record<string, unknown>>
}

export type AuditAction = 'create' | 'read' | 'update' | 'delete' | 'deploy' | 'undeploy' | 'refuse'

/** An event in its place. Every entry is sealed together with the seal of the one before, so that a change shows in all that follow. */
export interface AuditEntry extends AuditEvent {
  /** Counts from 1 without a gap. */
  readonly sequence: number
  /** Seal of the entry before; empty for the first of all. */
  readonly previous: string
  readonly seal: string
}

/** Between which entries the log reaches: what retention took away and what somebody else cut off differ by it. */
export interface AuditExtent {
  /** The oldest entry that is kept; one more than `last` when none is. */
  readonly first: number
  /** The newest entry, `0` before there was any, and its seal. */
  readonly last: number
  readonly lastSeal: string
  /** Over `first`, `last` and `lastSeal`. */
  readonly seal: string
}

export type AuditField =
  | 'id'
  | 'sequence'
  | 'time'
  | 'user'
  | 'userType'
  | 'action'
  | 'objectType'
  | 'objectName'
  | 'remoteAddress'
  | 'requestId'

/** Turns a text into what only this installation can make of it. */
export interface Seal {
  (text: string): string
  /** For who seals on another thread. */
  readonly key: KeyObject
}

/** HMAC-SHA-256 in base64url. */
export function sealWith(key: KeyObject): Seal {
  return Object.assign((text: string) => createHmac('sha256', key).update(text).digest('base64url'), { key })
}

/** Written in groups by who collects them. There is no way to change an entry, and only retention takes entries away. */
export interface AuditLogStore {
  /** Adds the events in order, all or none; on any number of nodes at once the chain has no fork. */
  append(events: readonly AuditEvent[], seal: Seal): Promise<void>
  query(query: Query<AuditField>): Promise<AuditEntry[]>
  count(where?: Condition<AuditField>): Promise<number>
  /** `undefined` before the first event. */
  extent(): Promise<AuditExtent | undefined>
  /** Takes away the oldest entries up to the first that is not older than `before`. Returns how many. */
  prune(before: number, seal: Seal): Promise<number>
}

/** What the seal of an entry is made of. */
export function sealedText(event: AuditEvent, { sequence, previous }: Pick<AuditEntry, 'sequence' | 'previous'>): string {
  const { id, time, user, userType, action, objectType, objectName, remoteAddress, requestId, details } = event
  const facts = [id, time, user, userType, action, objectType, objectName, remoteAddress, requestId, details]
  return JSON.stringify(['entry', previous, sequence, ...facts])
}

/** What the seal of the extent is made of. */
export const sealedExtent = ({ first, last, lastSeal }: Omit<AuditExtent, 'seal'>): string =>
  JSON.stringify(['extent', first, last, lastSeal])

/** The events as entries that continue the log. */
export function chain(events: readonly AuditEvent[], { last, lastSeal }: Pick<AuditExtent, 'last' | 'lastSeal'>, seal: Seal): AuditEntry[] {
  let previous = lastSeal
  return events.map((event, index) => {
    const place = { sequence: last + index + 1, previous }
    previous = seal(sealedText(event, place))
    return { ...event, ...place, seal: previous }
  })
}
