import type { HttpHandler } from '../kernel/http.ts'

/** Which handler owns a part of the address space. */
export interface Mount {
  /** The path itself and everything below it; `/` only itself. */
  readonly prefix: string
  /**
   * `normalised`: the handler gets the decoded path and decides on nothing else. `encoded`: the handler parses the path
   * itself, because an encoded slash inside a key is legal there (OData).
   */
  readonly path: 'normalised' | 'encoded'
  readonly handler: HttpHandler
}

/** The mount with the longest matching prefix. */
export function findMount(mounts: readonly Mount[], encodedPath: string): Mount | undefined {
  let found: Mount | undefined
  for (const mount of mounts) if (owns(mount.prefix, encodedPath) && mount.prefix.length > (found?.prefix.length ?? -1)) found = mount
  return found
}

function owns(prefix: string, path: string): boolean {
  if (prefix === '/' || path.length === prefix.length) return path === prefix
  return path.startsWith(prefix) && path[prefix.length] === '/'
}
