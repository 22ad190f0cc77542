import { createHash } from 'node:crypto'

/** Hex SHA-256 of a token value: key of stored opaque tokens and of the cache of verified ones. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
