import { SluiceError } from '../../kernel/errors.ts'

/**
 * A script or a stylesheet threw. The text is the product's: `javax.script.ScriptException: java.lang.Exception: no order@ line
 * 12 in script1.groovy`. It begins with the class that is thrown, which is also the name.
 */
export class ScriptFailure extends SluiceError {
  /** Class of the exception that the script itself threw. */
  readonly javaClass: string
  /** As `Throwable.printStackTrace`. */
  readonly stackTrace: string

  constructor(failure: { message: string; javaClass: string; stackTrace: string }) {
    super('processing-failed', failure.message, { detail: failure.stackTrace })
    this.name = failure.message.slice(0, failure.message.indexOf(': '))
    this.javaClass = failure.javaClass
    this.stackTrace = failure.stackTrace
  }
}
