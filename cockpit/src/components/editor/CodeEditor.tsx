import { useEffect, useRef } from 'react'
import './code-editor.css'
import type { Editor } from './editor.ts'

interface CodeEditorProps {
  /** What a screen reader calls it. */
  readonly name: string
  /** File extension that says how to colour it. */
  readonly language: string
  /** What is in it at first; another text is another document. */
  readonly text: string
  readonly readOnly?: boolean
  /** A line, from 1, to select; another object selects it again. */
  readonly place?: { readonly line: number } | undefined
  /** Hears of every change. */
  readonly onText?: (text: string) => void
}

/** A text with syntax highlighting, to read or to edit. The editor loads when the first one is shown. */
export function CodeEditor({ name, language, text, readOnly = false, place, onText }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const opened = useRef<Editor>(undefined)
  const heard = useRef(onText)
  heard.current = onText
  useEffect(() => {
    let editor: Editor | undefined
    let gone = false
    void import('./editor.ts').then(({ openEditor }) => {
      if (gone || host.current === null) return
      editor = opened.current = openEditor(host.current, { name, language, text, readOnly, onText: (changed) => heard.current?.(changed) })
    })
    return () => {
      gone = true
      editor?.close()
    }
  }, [name, language, text, readOnly])
  useEffect(() => {
    if (place !== undefined) opened.current?.goTo(place.line)
  }, [place])
  return <div className="code-editor" ref={host} />
}
