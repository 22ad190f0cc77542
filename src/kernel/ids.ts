import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** A random UUID, `8-4-4-4-12`, lower case. */
export const uuid = (): string => randomUUID()

/** 32 lower-case hex digits: the shape of a UAA `jti` and of an opaque token. */
export const hex32 = (): string => randomBytes(16).toString('hex')

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
