import type { TextMatchers } from '../format/matchers.ts'
import type { FieldPath } from '../format/read-test-file.ts'
import type { Failure } from '../run/failure.ts'
import { failuresOf } from './body-comparison.ts'
import { textDifference } from './text-comparison.ts'

/** Names and values of one kind, as `header` or `property`. */
export interface NamedValues {
  readonly kind: string
  /** `undefined` when there is none of the name. */
  find(name: string): string | undefined
}

/** Every value that is not as it must be. */
export function valueFailures(matchers: TextMatchers | undefined, { kind, find }: NamedValues, field: FieldPath): Failure[] {
  return Object.entries(matchers ?? {}).flatMap(([name, matcher]) =>
    failuresOf(`${kind} ${name}`, [...field, name], textDifference(matcher, find(name))),
  )
}

/** Header lines by name without case; several of one name are joined by comma. */
export function headerLines(lines: readonly (readonly [name: string, value: string])[]): NamedValues {
  return {
    kind: 'header',
    find(name) {
      const values = lines.filter(([line]) => line.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
      return values.length === 0 ? undefined : values.join(', ')
    },
  }
}
