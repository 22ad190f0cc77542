interface Endpoint {
  readonly artifact: string
  readonly address: string
  readonly url: string
}

/** The integration flow that answers at a path; addresses that end in `/*` take everything below. */
export function artifactAt(endpoints: readonly Endpoint[], path: string): string | undefined {
  const found = endpoints.find(({ address, url }) => {
    const own = decodeURI(new URL(url).pathname).replace(/\/\*$/, '')
    return path === own || (address.endsWith('/*') && path.startsWith(`${own}/`))
  })
  return found?.artifact
}
