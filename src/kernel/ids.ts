import { createHash, randomBytes, randomFillSync, randomUUID } from 'node:crypto'

/** A random UUID, `8-4-4-4-12`, lower case. */
export const uuid = (): string => randomUUID()

/**
 * A random UUID that begins with the time (RFC 9562 §5.7): an index over such ids grows at its end, which costs a database least.
 *
 * @param now milliseconds since the epoch
 */
export function orderedUuid(now: number): string {
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** Random bytes for so many ids are asked for at once: a system call for each costs more than the rest of it. */
const ID_BYTES = 16
const pool = Buffer.alloc(256 * ID_BYTES)
let used = pool.length

/** 32 lower-case hex digits of 128 random bits: the shape of a UAA `jti` and of an opaque token. */
export function hex32(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const id = pool.toString('hex', used, used + ID_BYTES)
  // What was given out is a token: it must not stay in memory.
  pool.fill(0, used, used + ID_BYTES)
  used += ID_BYTES
  return id
}

/** A request id as it stands in the `x-request-id` response header. */
export const requestId = (): string => randomUUID()

/** Milliseconds since 1970 fit in 41 bits; the guid starts with them so that guids of later messages sort later. */
const GUID_PREFIX = 0x00

/**
 * A message guid in SAP's form: 28 characters of URL-safe base64 (21 bytes), first byte zero, then a time stamp, then random.
 * Example: `AGpshQj-Ymkt69khneBQIZ4WEwRg`.
 */
export function messageGuid(now: number): string {
  const bytes = randomBytes(21)
  bytes[0] = GUID_PREFIX
  bytes.writeUInt32BE(Math.floor(now / 1000) >>> 0, 1)
  return bytes.toString('base64url')
}

/** The same UUID for the same seed, whenever and wherever it is asked for (RFC 9562 §5.8). */
export function derivedUuid(...seed: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(seed)).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
