import { ScriptFailure } from './script-failure.ts'

/** The class by which the product tells that a body does not fit its schema; `SchemaProgram.java` throws it for nothing else. */
const INVALID_BODY = 'org.apache.camel.support.processor.validation.SchemaValidationException'

/** The faults of a body, out of the failure of its validation. Any other failure is thrown on. */
export function faultsIn(failure: unknown): string {
  if (failure instanceof ScriptFailure && failure.javaClass === INVALID_BODY) return failure.message
  throw failure
}
