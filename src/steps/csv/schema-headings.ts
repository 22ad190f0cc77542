import type { Element } from 'slimdom'
import { parseXmlFile } from '../../iflow/xml-file.ts'
import { descendants } from '../../languages/message-mapping/elements.ts'
import type { ReferencedFile } from '../referenced-file/referenced-file.ts'

/** The headings of an element's column; a text with commas makes more than one. */
export type Headings = (record: string, element: string) => readonly string[]

/**
 * What the documentation of the elements in a schema says, those inside of the record's element first; an element without
 * documentation is headed by its name. Throws `bad-request` when the schema is not well-formed.
 */
export function readHeadings({ content, path }: ReferencedFile): Headings {
  const declarations = descendants(parseXmlFile(content, path), 'element')
  return (record, element) => {
    const inRecord = named(declarations, record).flatMap((each) => descendants(each, 'element'))
    const documented = [...named(inRecord, element), ...named(declarations, element)].map(documentation).find((text) => text !== '')
    return (documented ?? element).split(',').map((heading) => heading.trim())
  }
}

const named = (declarations: readonly Element[], name: string): Element[] =>
  declarations.filter((declaration) => declaration.getAttribute('name') === name)

function documentation(declaration: Element): string {
  const annotation = declaration.children.find(({ localName }) => localName === 'annotation')
  return annotation?.children.find(({ localName }) => localName === 'documentation')?.textContent?.trim() ?? ''
}
