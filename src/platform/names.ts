import { z } from 'zod'

/** Names that stand in URLs, shells and file names without quoting. */
const pattern = /^[A-Za-z0-9._-]+$/

/** A name of at most `length` characters. */
export const nameOf = (length: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(length, `must be ${length} characters at most`)
    .regex(pattern, 'may hold letters, digits, period, underscore and hyphen only')
