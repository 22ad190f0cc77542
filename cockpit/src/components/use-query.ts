import { useSearchParams } from 'react-router'

export interface Query {
  /** Empty when it is not given. */
  of(name: string): string
  /** Changes some and keeps the others; empty takes one away. The page stays where it is in the browser's history. */
  set(changes: Readonly<Record<string, string>>): void
}

/** What the address of a page says after its question mark: what is chosen on the page, so that links can lead there. */
export function useQuery(): Query {
  const [parameters, setParameters] = useSearchParams()
  return {
    of: (name) => parameters.get(name) ?? '',
    set(changes) {
      // The address itself: the page may not have been drawn since the last change.
      const all = { ...Object.fromEntries(new URLSearchParams(location.search)), ...changes }
      setParameters(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')), { replace: true })
    },
  }
}
