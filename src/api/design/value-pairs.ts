import type { ValueEntry, ValueGroup } from './value-mapping.ts'

/** Where a value comes from and where its equivalent belongs: agency and identifier (schema) of both. */
export interface ValuePair {
  readonly srcAgency: string
  readonly srcId: string
  readonly tgtAgency: string
  readonly tgtId: string
}

/** The pair with the groups that map between its two sides. */
export interface MappedPair extends ValuePair {
  readonly isConfigured: boolean
  readonly maps: readonly ValueMap[]
}

/** One value with its equivalent. */
export interface ValueMap {
  readonly id: string
  readonly source: ValueEntry
  readonly target: ValueEntry
  readonly group: ValueGroup
}

/** Every pair that the groups map, in both directions, in the order of the groups. */
export function pairsOf(groups: readonly ValueGroup[]): MappedPair[] {
  const pairs = new Map<string, ValuePair & { readonly maps: ValueMap[] }>()
  for (const map of groups.flatMap(mapsIn)) {
    const pair = { srcAgency: map.source.agency, srcId: map.source.schema, tgtAgency: map.target.agency, tgtId: map.target.schema }
    const key = JSON.stringify(pair)
    const known = pairs.get(key) ?? { ...pair, maps: [] }
    pairs.set(key, known)
    known.maps.push(map)
  }
  return [...pairs.values()].map((pair) => ({ ...pair, isConfigured: pair.maps.some(({ group }) => group.isConfigured) }))
}

/** The maps of one pair, in the order of the groups. */
export const mapsOf = (groups: readonly ValueGroup[], pair: ValuePair): ValueMap[] =>
  groups
    .flatMap(mapsIn)
    .filter(({ source, target }) => isAt(source, pair.srcAgency, pair.srcId) && isAt(target, pair.tgtAgency, pair.tgtId))

const mapsIn = (group: ValueGroup): ValueMap[] =>
  group.entries.flatMap((source) =>
    group.entries
      .filter((target) => !isAt(target, source.agency, source.schema))
      .map((target) => ({ id: group.id, source, target, group })),
  )

export const isAt = (entry: ValueEntry, agency: string, schema: string): boolean => entry.agency === agency && entry.schema === schema
