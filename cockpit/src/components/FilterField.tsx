import { Input, type InputPropTypes } from '@ui5/webcomponents-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { FieldFrame } from './FieldFrame.tsx'

interface FilterFieldProps extends Pick<InputPropTypes, 'placeholder' | 'showSuggestions'> {
  readonly label: string
  readonly value: string
  readonly hint?: string
  /** Hears of what stands there when the typing pauses. */
  readonly onValue: (value: string) => void
  /** Hears of every letter. */
  readonly onTyping?: (value: string) => void
  /** Suggestions. */
  readonly children?: ReactNode
}

/** Milliseconds. */
const PAUSE = 300

/** A field whose value is a question to the server, which is not asked for every letter. */
export function FilterField({ label, value, hint, onValue, onTyping, ...input }: FilterFieldProps) {
  const [draft, setDraft] = useState(value)
  const ask = useRef(onValue)
  ask.current = onValue
  useEffect(() => setDraft(value), [value])
  useEffect(() => {
    if (draft === value) return
    const timer = setTimeout(() => ask.current(draft), PAUSE)
    return () => clearTimeout(timer)
  }, [draft, value])
  const type = (text: string) => {
    setDraft(text)
    onTyping?.(text)
  }
  return (
    <FieldFrame label={label} hint={hint}>
      {(id) => (
        <Input {...input} id={id} value={draft} accessibleName={label} showClearIcon onInput={(event) => type(event.target.value)} />
      )}
    </FieldFrame>
  )
}
