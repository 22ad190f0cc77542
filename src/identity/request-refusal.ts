import type { ErrorCode, SluiceError } from '../kernel/errors.ts'
import { type Cause, Refusal } from './refusals.ts'

/** Errors that deny a call whoever makes it. */
const CAUSES_OF_CODES: Readonly<Partial<Record<ErrorCode, Cause>>> = {
  'method-not-allowed': 'method-not-offered',
  'too-large': 'request-too-large',
  'unsupported-media-type': 'media-type-not-read',
}

/** What an edge keeps about an error that it answers: a refusal as it is, a denial by its text, nothing about other errors. */
export function refusalOf(error: SluiceError, { path, method }: { readonly path: string; readonly method: string }): Refusal | undefined {
  if (error instanceof Refusal) return error
  const cause = CAUSES_OF_CODES[error.code]
  return cause && new Refusal(cause, { resource: path, method, defect: error.message })
}
