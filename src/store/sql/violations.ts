import { SluiceError } from '../../kernel/errors.ts'

/** What drivers throw when a constraint of the schema forbids a write. */
export class ConstraintViolation extends Error {
  readonly kind: 'duplicate' | 'reference'

  constructor(kind: 'duplicate' | 'reference', cause: unknown) {
    super(`${kind} constraint violated`, { cause })
    this.name = 'ConstraintViolation'
    this.kind = kind
  }
}

/** What a violated constraint means for one write; the name of the thing, as `OAuth client X`, or for `inUse` the sentence. */
export interface Meanings {
  /** A key of this thing is taken. */
  readonly duplicate?: string
  /** The thing that the written row belongs to is not there. */
  readonly missing?: string
  /** Other rows still belong to the thing. */
  readonly inUse?: string
}

/** Runs the write and says a violated constraint in domain words: `conflict` or `not-found`. */
export async function explained<T>(meanings: Meanings, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (thrown) {
    throw thrown instanceof ConstraintViolation ? meaningOf(thrown, meanings) : thrown
  }
}

function meaningOf(violation: ConstraintViolation, { duplicate, missing, inUse }: Meanings): Error {
  if (violation.kind === 'duplicate' && duplicate !== undefined) return existsAlready(duplicate, violation)
  if (violation.kind === 'reference' && missing !== undefined) return doesNotExist(missing, violation)
  if (violation.kind === 'reference' && inUse !== undefined) return new SluiceError('conflict', inUse, { cause: violation })
  return violation
}

export function existsAlready(thing: string, cause?: unknown): SluiceError {
  return new SluiceError('conflict', `${thing} exists already`, { cause })
}

export function doesNotExist(thing: string, cause?: unknown): SluiceError {
  return new SluiceError('not-found', `${thing} does not exist`, { cause })
}

/** Throws `not-found` when an update or delete met no row. */
export function mustHaveMet(rows: bigint, thing: string): void {
  if (rows === 0n) throw doesNotExist(thing)
}
