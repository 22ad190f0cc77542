import { useState } from 'react'
import { useAction } from './use-action.ts'
import { type Data, useData } from './use-data.ts'

/** Rows that are asked for at a time. */
export const PAGE_SIZE = 50

export interface Pages<T> extends Data<readonly T[]> {
  /** Loads the next page; nothing when the last one is there. */
  readonly more: (() => void) | undefined
}

interface Further<T> {
  /** The page that these rows follow; those of an older first page are dropped. */
  readonly first: readonly T[]
  readonly rows: readonly T[]
  readonly ended: boolean
}

/**
 * Loads a long list page by page, from the start again when a dependency changes.
 *
 * @param load the rows after the given one, `PAGE_SIZE` at most
 */
export function usePages<T>(load: (last: T | undefined) => Promise<readonly T[]>, dependencies: readonly unknown[]): Pages<T> {
  const first = useData(() => load(undefined), dependencies)
  const [further, setFurther] = useState<Further<T>>()
  const { run, problem } = useAction()
  const grown = further?.first === first.data ? further : undefined
  const data = first.data && [...first.data, ...(grown?.rows ?? [])]
  const ended = grown?.ended ?? (first.data?.length ?? 0) < PAGE_SIZE
  const more = () =>
    run(async () => {
      if (first.data === undefined) return
      const rows = await load(data?.at(-1))
      setFurther({ first: first.data, rows: [...(grown?.rows ?? []), ...rows], ended: rows.length < PAGE_SIZE })
    })
  return { ...first, data, problem: first.problem ?? problem, more: ended ? undefined : () => void more() }
}
