import { badQuery } from './cloud-foundry-error.ts'
import { valuesOf } from './query.ts'
import { collectionOf, follow, type Landscape, type Resource } from './resource.ts'

/** What a collection lets callers ask for beside its own resources. */
export interface Inclusions {
  /** Chains of relationships for `include`. */
  readonly includes: readonly string[]
  /** Chains of relationships for `fields[…]`, with the members of their ends. */
  readonly fields: Readonly<Record<string, readonly string[]>>
}

export const NO_INCLUSIONS: Inclusions = { includes: [], fields: {} }

const parameterOf = (chain: string): string => `fields[${chain}]`

/** Names of the query parameters. */
export const inclusionParameters = ({ includes, fields }: Inclusions): string[] => [
  ...(includes.length > 0 ? ['include'] : []),
  ...Object.keys(fields).map(parameterOf),
]

/** `included` of an answer: every related resource once, whole or in part. Throws `CF-BadQueryParameter`. */
export function included(resources: readonly Resource[], query: URLSearchParams, inclusions: Inclusions, landscape: Landscape) {
  const wanted = [...wholeOnes(query, inclusions), ...partsOf(query, inclusions)]
  if (wanted.length === 0) return {}
  const answer: Record<string, unknown[]> = {}
  for (const { chain, show } of wanted) {
    const related = resources.flatMap((resource) => follow(landscape, resource, chain) ?? [])
    answer[collectionOf(chain.split('.').at(-1)!)] = [...new Set(related)].map(show)
  }
  return { included: answer }
}

interface Wanted {
  readonly chain: string
  readonly show: (resource: Resource) => unknown
}

/** `include=space.organization` shows the space too. */
function wholeOnes(query: URLSearchParams, { includes }: Inclusions): Wanted[] {
  if (!query.has('include')) return []
  const chains = valuesOf(query.get('include')!)
  const unknown = chains.find((chain) => !includes.includes(chain))
  if (unknown !== undefined) throw badQuery(`Invalid included resource: '${unknown}'. Valid included resources are: ${quoted(includes)}`)
  return [...new Set(chains.flatMap(prefixesOf))].map((chain) => ({ chain, show: (resource) => resource }))
}

function prefixesOf(chain: string): string[] {
  const steps = chain.split('.')
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'))
}

function partsOf(query: URLSearchParams, { fields }: Inclusions): Wanted[] {
  return Object.entries(fields).flatMap(([chain, known]) => {
    const text = query.get(parameterOf(chain))
    if (text === null) return []
    const members = valuesOf(text)
    const unknown = members.find((member) => !known.includes(member))
    if (unknown !== undefined) throw badQuery(`Fields valid values are: ${quoted(known)} for resource '${chain}'`)
    return [{ chain, show: (resource: Resource) => partOf(resource, members) }]
  })
}

/** @example partOf(plan, ['name', 'relationships.service_offering']) */
function partOf(resource: Resource, members: readonly string[]): Record<string, unknown> {
  const part: Record<string, unknown> = {}
  for (const member of members) {
    const [, name] = /^relationships\.(.+)$/.exec(member) ?? []
    if (name === undefined) part[member] = resource[member]
    else part.relationships = { ...(part.relationships as object), [name]: resource.relationships?.[name] }
  }
  return part
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')
