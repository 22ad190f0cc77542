import { useState } from 'react'

/** What was typed and not yet saved, for as long as the page is open. */
const unsaved = new Map<string, string>()

export interface UnsavedText {
  /** Nothing when everything is saved. */
  readonly text: string | undefined
  set(text: string | undefined): void
}

/** The unsaved text of a file; it outlives a look at something else. */
export function useUnsavedText(key: string): UnsavedText {
  const [text, setText] = useState(unsaved.get(key))
  return {
    text,
    set(changed) {
      setText(changed)
      if (changed === undefined) unsaved.delete(key)
      else unsaved.set(key, changed)
    },
  }
}
