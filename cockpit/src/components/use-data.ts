import { useCallback, useEffect, useRef, useState } from 'react'
import { messageOf } from '../api/error.ts'

export interface Data<T> {
  /** Nothing until the first answer; the last good answer while it is asked again. */
  readonly data: T | undefined
  readonly problem: string | undefined
  readonly loading: boolean
  reload(): void
}

/**
 * Loads data for a page, again when a dependency changes. Late answers to old questions are dropped.
 *
 * @param interval milliseconds after which it is asked again; nothing = only on `reload`
 */
export function useData<T>(load: () => Promise<T>, dependencies: readonly unknown[], interval?: number): Data<T> {
  const [state, setState] = useState<{ data: T | undefined; problem: string | undefined; loading: boolean }>(INITIAL)
  const latest = useRef(0)
  const reload = useCallback(() => {
    const question = ++latest.current
    const answered = (answer: Partial<typeof state>) => {
      if (question === latest.current) setState((before) => ({ ...before, ...answer, loading: false }))
    }
    setState((before) => ({ ...before, loading: true }))
    load().then(
      (data) => answered({ data, problem: undefined }),
      (thrown) => answered({ problem: messageOf(thrown) }),
    )
    // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what the question depends on
  }, dependencies)
  useEffect(() => {
    reload()
    const timer = interval === undefined ? undefined : setInterval(() => document.hidden || reload(), interval)
    return () => {
      latest.current++
      clearInterval(timer)
    }
  }, [reload, interval])
  return { ...state, reload }
}

const INITIAL = { data: undefined, problem: undefined, loading: true }
