import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, foldGutter, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { COLOURS, LOOK } from './editor-look.ts'
import { languageOf } from './languages.ts'

export interface EditorOptions {
  readonly name: string
  readonly language: string
  readonly text: string
  readonly readOnly: boolean
  onText(text: string): void
}

export interface Editor {
  /** Selects a line, from 1; the last one when there are not so many. */
  goTo(line: number): void
  close(): void
}

/**
 * Opens an editor in the element. It lives in a shadow tree, where its styles need no style element, which the
 * Content-Security-Policy forbids. The Tab key leaves it.
 */
export function openEditor(host: HTMLElement, { name, language, text, readOnly, onText }: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      foldGutter(),
      history(),
      drawSelection(),
      bracketMatching(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap]),
      EditorState.lineSeparator.of(text.includes('\r\n') ? '\r\n' : '\n'),
      EditorState.readOnly.of(readOnly),
      // What can be edited has the focus anyway; tools that look for a way to what scrolls see it by the attribute.
      EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onText(update.state.sliceDoc())
      }),
      syntaxHighlighting(COLOURS),
      LOOK,
      languageOf(language),
    ],
  })
  const view = new EditorView({ state, root, parent: root })
  return {
    goTo(line) {
      const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines))
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
      view.focus()
    },
    close: () => view.destroy(),
  }
}
