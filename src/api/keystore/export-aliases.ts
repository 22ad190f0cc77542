/** One certificate of an exported keystore. */
interface Exported {
  readonly alias: string
  /** DER. */
  readonly certificate: Buffer
  readonly createdAt: number
}

interface Entry {
  readonly alias: string
  /** DER in base64. */
  readonly chain: readonly string[]
  readonly createdAt: number
}

/**
 * Every certificate under an alias of its own: an issuer takes the alias of its entry with `_1`, `_2` and so on behind it, with more
 * underscores while that is taken.
 */
export function certificatesOf(entries: readonly Entry[]): Exported[] {
  const taken = new Set(entries.map(({ alias }) => alias))
  return entries.flatMap(({ alias, chain, createdAt }) =>
    chain.map((der, index) => ({
      alias: index === 0 ? alias : freeAlias(alias, index, taken),
      certificate: Buffer.from(der, 'base64'),
      createdAt,
    })),
  )
}

function freeAlias(alias: string, index: number, taken: Set<string>): string {
  let underscores = '_'
  while (taken.has(`${alias}${underscores}${index}`)) underscores += '_'
  const free = `${alias}${underscores}${index}`
  taken.add(free)
  return free
}
