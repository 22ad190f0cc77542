import { SluiceError } from '../../kernel/errors.ts'
import { callMethod, elementAt } from './methods.ts'

/** Walks from a value to another: Camel's object graph notation. */
export type ObjectPath = (value: unknown) => unknown

/** `.name`, `?.name`, `.name(` with the arguments up to the closing bracket, or `[key]`. */
const SEGMENT = /(\??\.)([A-Za-z_$][\w$]*)(\((?:'[^']*'|"[^"]*"|[^()'"])*\))?|\[([^\]]*)\]/y

/**
 * Compiles a path such as `.trim().length()`, `?.name` or `[0].id`; empty text is the value itself. Returns nothing when the
 * text is no path, so that the caller can read it as part of a name.
 */
export function compileObjectPath(source: string): ObjectPath | undefined {
  const segments: Segment[] = []
  SEGMENT.lastIndex = 0
  while (SEGMENT.lastIndex < source.length) {
    const match = SEGMENT.exec(source)
    if (!match) return undefined
    segments.push(segment(match))
  }
  return (value) => follow(value, segments)
}

interface Segment {
  readonly nullSafe: boolean
  readonly label: string
  readonly apply: ObjectPath
}

function segment([whole, operator, name, args, key]: RegExpExecArray): Segment {
  if (name === undefined) {
    const index = unquote(key!.trim())
    return { nullSafe: false, label: whole, apply: (value) => elementAt(value, index) }
  }
  const values = args === undefined ? [] : readArguments(args.slice(1, -1))
  return { nullSafe: operator === '?.', label: name, apply: (value) => callMethod(value, name, values) }
}

function follow(start: unknown, segments: readonly Segment[]): unknown {
  let value = start
  for (const { nullSafe, label, apply } of segments) {
    if (value === null || value === undefined) {
      if (nullSafe) return null
      throw new SluiceError('processing-failed', `${label} was called on nothing`)
    }
    value = apply(value)
  }
  return value ?? null
}

const ARGUMENT = /\s*(?:'([^']*)'|"([^"]*)"|([^,]*?))\s*(?:,|$)/y

function readArguments(source: string): unknown[] {
  const values: unknown[] = []
  ARGUMENT.lastIndex = 0
  while (ARGUMENT.lastIndex < source.length) {
    const [, single, double, plain] = ARGUMENT.exec(source) ?? []
    values.push(single ?? double ?? (plain === 'null' ? null : plain))
    if (ARGUMENT.lastIndex === 0) break
  }
  return values
}

/** Takes the quotes off a name. */
export function unquote(name: string): string {
  return /^(['"]).*\1$/.test(name) ? name.slice(1, -1) : name
}
