import { badQuery } from './cloud-foundry-error.ts'

type Labels = Readonly<Record<string, string>>
type Requirement = (labels: Labels) => boolean

const KEY = String.raw`((?:[\w.-]+/)?[\w.-]+)`
const VALUES = String.raw`\(([^()]*)\)`

/** Forms of one requirement, and what each asks of the labels. */
const FORMS: readonly [RegExp, (key: string, value: string) => Requirement][] = [
  [new RegExp(`^${KEY}$`), (key) => (labels) => key in labels],
  [new RegExp(`^!\\s*${KEY}$`), (key) => (labels) => !(key in labels)],
  [new RegExp(`^${KEY}\\s*==?\\s*([\\w.-]*)$`), (key, value) => (labels) => labels[key] === value],
  [new RegExp(`^${KEY}\\s*!=\\s*([\\w.-]*)$`), (key, value) => (labels) => labels[key] !== value],
  [new RegExp(`^${KEY}\\s+in\\s*${VALUES}$`), (key, values) => (labels) => key in labels && listOf(values).includes(labels[key]!)],
  [new RegExp(`^${KEY}\\s+notin\\s*${VALUES}$`), (key, values) => (labels) => !(key in labels && listOf(values).includes(labels[key]!))],
]

/**
 * Whether labels meet every requirement of a label selector. Throws `CF-BadQueryParameter`.
 *
 * @example labelSelector('stage in (test,prod),!old')({ stage: 'test' }) // true
 */
export function labelSelector(text: string): Requirement {
  const requirements = text.split(/,(?![^()]*\))/).map((part) => requirementOf(part.trim()))
  return (labels) => requirements.every((isMet) => isMet(labels))
}

function requirementOf(text: string): Requirement {
  for (const [pattern, make] of FORMS) {
    const [, key, value = ''] = pattern.exec(text) ?? []
    if (key !== undefined) return make(key, value)
  }
  throw badQuery('Invalid label_selector value')
}

const listOf = (values: string): string[] => values.split(',').map((value) => value.trim())
