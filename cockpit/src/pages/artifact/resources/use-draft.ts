import { useState } from 'react'

/** What was typed and not yet saved, for as long as the page is open. */
const drafts = new Map<string, string>()

export interface Draft {
  /** Nothing when everything is saved. */
  readonly text: string | undefined
  set(text: string | undefined): void
}

/** The unsaved text of a file; it outlives a look at something else. */
export function useDraft(key: string): Draft {
  const [text, setText] = useState(drafts.get(key))
  return {
    text,
    set(changed) {
      setText(changed)
      if (changed === undefined) drafts.delete(key)
      else drafts.set(key, changed)
    },
  }
}
