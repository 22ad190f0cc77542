import { SluiceError } from '../kernel/errors.ts'

/** A mistake of the caller that the real service answers with 500, and with a text that clients show. */
export class ReportedFailure extends SluiceError {
  constructor(text: string) {
    super('bad-request', text)
  }

  override get status(): number {
    return 500
  }
}
