import { SluiceError } from '../../kernel/errors.ts'

/**
 * A script threw. The text is the product's: `javax.script.ScriptException: java.lang.Exception: no order@ line 12 in
 * script1.groovy`.
 */
export class ScriptFailure extends SluiceError {
  /** Class of the exception that the script threw. */
  readonly javaClass: string
  /** As `Throwable.printStackTrace`. */
  readonly stackTrace: string

  constructor(failure: { message: string; javaClass: string; stackTrace: string }) {
    super('processing-failed', failure.message, { detail: failure.stackTrace })
    this.name = 'javax.script.ScriptException'
    this.javaClass = failure.javaClass
    this.stackTrace = failure.stackTrace
  }
}
