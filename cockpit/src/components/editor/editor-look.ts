import { HighlightStyle } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The colours of the theme in effect. */
export const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--sapInformativeTextColor)' },
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--sapInformativeTextColor)' },
  { tag: [tags.string, tags.attributeValue, tags.special(tags.string)], color: 'var(--sapPositiveTextColor)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--sapCriticalTextColor)' },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], color: 'var(--sapContent_LabelColor)', fontStyle: 'italic' },
  { tag: [tags.attributeName, tags.propertyName], color: 'var(--sapTextColor)', fontWeight: 'bold' },
])

export const LOOK = EditorView.theme({
  '&': { height: 'min(32rem, 65vh)', color: 'var(--sapTextColor)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: '2px solid var(--sapContent_FocusColor)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--sapFontMonoFamily, monospace)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--sapTextColor)' },
  '.cm-cursor': { borderLeftColor: 'var(--sapTextColor)' },
  '.cm-gutters': {
    color: 'var(--sapContent_LabelColor)',
    background: 'var(--sapGroup_ContentBackground)',
    borderRight: '1px solid var(--sapGroup_ContentBorderColor)',
  },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--sapList_HighlightColor, gray) 7%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--sapSelectedColor) 25%, transparent)',
  },
  '.cm-panels': { color: 'var(--sapTextColor)', background: 'var(--sapGroup_ContentBackground)' },
})
