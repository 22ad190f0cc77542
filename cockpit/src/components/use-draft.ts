import { useCallback, useState } from 'react'

/** Changes some members of a draft and keeps the others; what the change depends on is taken from the draft as it is by then. */
export type ChangeDraft<D> = (changes: Partial<D> | ((before: D) => Partial<D>)) => void

/**
 * What is being filled in. Changes build on one another even when the page was not drawn between them: React draws late after
 * events of web components that it does not know, and after files that were read.
 */
export function useDraft<D extends object>(initial: D | (() => D)): readonly [draft: D, change: ChangeDraft<D>] {
  const [draft, setDraft] = useState(initial)
  const change = useCallback<ChangeDraft<D>>((changes) => {
    setDraft((before) => ({ ...before, ...(typeof changes === 'function' ? changes(before) : changes) }))
  }, [])
  return [draft, change]
}
