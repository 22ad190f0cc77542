import type { Document, Element } from 'slimdom'
import type { Parameter } from './model.ts'
import { escapeXml, unescapeXml } from './xml-text.ts'

/**
 * Replaces `{{Name}}` in every value of the document with the parameter's value (format document §5). A name without
 * parameter stays as it is, for it can be text that only looks like one; such names are returned.
 *
 * Inside a table value, which is XML itself, the value is written as XML text; elsewhere as plain text. `parameters.prop`
 * holds values in either form: those that only tables use are escaped there, all others are not.
 */
export function replacePlaceholders(document: Document, parameters: ReadonlyMap<string, Parameter>): string[] {
  const unresolved = new Set<string>()
  for (const place of placesOf(document)) place.write(replaceIn(place.text, parameters, unresolved))
  return [...unresolved]
}

/** Names that the document uses, in document order. */
export function placeholdersOf(document: Document): string[] {
  const names = placesOf(document).flatMap(({ text }) => [...text.matchAll(PLACEHOLDER)].map((match) => nameReader(text)(match[1]!)))
  return [...new Set(names)]
}

const PLACEHOLDER = /\{\{(.+?)\}\}/gs

interface Place {
  readonly text: string
  write(text: string): void
}

/** Where placeholders stand: the text of elements without children, and attributes such as `loopMaximum`. */
function placesOf(document: Document): Place[] {
  const elements = document.getElementsByTagName('*')
  const places = elements.flatMap((element) => [...textPlaces(element), ...attributePlaces(element)])
  return places.filter(({ text }) => text.includes('{{'))
}

function textPlaces(element: Element): Place[] {
  if (element.children.length > 0) return []
  const write = (text: string): void => {
    element.textContent = text
  }
  return [{ text: element.textContent ?? '', write }]
}

function attributePlaces(element: Element): Place[] {
  return element.attributes.map((attribute) => {
    const write = (text: string): void => {
      attribute.value = text
    }
    return { text: attribute.value, write }
  })
}

function replaceIn(text: string, parameters: ReadonlyMap<string, Parameter>, unresolved: Set<string>): string {
  const nameOf = nameReader(text)
  const write = isTable(text) ? escapeXml : (value: string) => value
  return text.replace(PLACEHOLDER, (placeholder, written: string) => {
    const parameter = parameters.get(nameOf(written))
    if (parameter) return write(plainText(parameter.value))
    unresolved.add(nameOf(written))
    return placeholder
  })
}

const isTable = (text: string): boolean => /<(?:row|cell)\b/.test(text)

const nameReader = (text: string): ((written: string) => string) => (isTable(text) ? unescapeXml : (written) => written)

/** A value with a raw `<` was not escaped; this holds for whole tables too, as schedules have them. */
const plainText = (value: string): string => (value.includes('<') ? value : unescapeXml(value))
