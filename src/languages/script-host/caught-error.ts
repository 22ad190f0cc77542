import { ScriptFailure } from './script-failure.ts'

/** An exception as a script shall find it: Java class, message, and the fields behind its getters. */
export interface DescribedError {
  readonly className: string
  readonly message: string
  readonly fields: readonly (readonly [string, unknown])[]
}

/** Fields of our own errors that scripts have no use for. */
const OWN_FIELDS = new Set(['name', 'code', 'detail', 'status', 'elementId', 'elementName', 'javaClass', 'stackTrace'])

/** Errors of steps wrap what went wrong: the innermost error that bears a Java class name is what a script looks for. */
export function describeError(error: Error): DescribedError {
  const found = withJavaName(error) ?? error
  const fields = Object.entries(found).filter(([name]) => !OWN_FIELDS.has(name))
  return { className: hasJavaName(found) ? found.name : 'java.lang.Exception', message: javaMessage(found), fields }
}

function withJavaName(error: Error): Error | undefined {
  for (let candidate: unknown = error; candidate instanceof Error; candidate = candidate.cause) if (hasJavaName(candidate)) return candidate
  return undefined
}

const hasJavaName = (error: Error): boolean => /^\w+(\.\w+)+$/.test(error.name)

/** The text of a script's failure begins with its class, as the product shows it; Java adds the class by itself. */
const javaMessage = (error: Error): string =>
  error instanceof ScriptFailure ? error.message.slice(`${error.name}: `.length) : error.message
