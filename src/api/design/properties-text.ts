import { readPropertiesFile } from '../../iflow/properties-file.ts'

/** A comment, or a logical line: natural lines that are continued by a backslash at the end. */
const LOGICAL_LINE = /[ \t\f]*[#!][^\r\n]*(?:\r\n|\r|\n|$)|(?:[^\r\n\\]|\\(?:\r\n|[\s\S]))*(?:\r\n|\r|\n|$)/g

/**
 * The text of a Java properties file with one value changed. Comments, order and all other lines stay byte for byte; a key that
 * is not there is added at the end.
 *
 * @example setProperty('#c\nA=1\nB=2\n', 'A', '3') // '#c\nA=3\nB=2\n'
 */
export function setProperty(text: string, key: string, value: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const line = `${escapeKey(key)}=${escapeValue(value)}${lineEnd}`
  let found = false
  const lines = (text.match(LOGICAL_LINE) ?? []).map((original) => {
    if (!defines(original, key)) return original
    found = true
    return line
  })
  if (found) return lines.join('')
  const separator = text === '' || /[\r\n]$/.test(text) ? '' : lineEnd
  return `${text}${separator}${line}`
}

const isComment = (line: string): boolean => /^[ \t\f]*[#!]/.test(line)

function defines(line: string, key: string): boolean {
  return !isComment(line) && readPropertiesFile(line, 'parameters.prop').has(key)
}

const escapeKey = (key: string): string => escapeCharacters(key, /[^\x21-\x7e]|[\\=:#!]/g)

/** Only blanks at the beginning would be lost. */
const escapeValue = (value: string): string => escapeCharacters(value, /[^\x20-\x7e]|[\\=:#!]|^ /g)

const CONTROL: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' }

const escapeCharacters = (text: string, characters: RegExp): string =>
  text.replace(characters, (character) => CONTROL[character] ?? (/[\x20-\x7e]/.test(character) ? `\\${character}` : unicode(character)))

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
