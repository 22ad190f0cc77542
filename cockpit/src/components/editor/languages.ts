import { javascript } from '@codemirror/lang-javascript'
import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import { StreamLanguage } from '@codemirror/language'
import { groovy } from '@codemirror/legacy-modes/mode/groovy'
import { properties } from '@codemirror/legacy-modes/mode/properties'
import { yaml } from '@codemirror/legacy-modes/mode/yaml'
import type { Extension } from '@codemirror/state'
import { tags } from '@lezer/highlight'

const LANGUAGES: Readonly<Record<string, () => Extension>> = {
  groovy: () => StreamLanguage.define(groovy),
  gsh: () => StreamLanguage.define(groovy),
  js: javascript,
  json,
  prop: () => StreamLanguage.define(properties),
  // The mode takes keys for atoms.
  yaml: () => StreamLanguage.define({ ...yaml, tokenTable: { atom: tags.propertyName } }),
  ...Object.fromEntries(['xml', 'xsl', 'xslt', 'xsd', 'wsdl', 'edmx', 'mmap', 'opmap', 'iflw'].map((extension) => [extension, xml])),
}

/** How files of this extension are coloured; not at all when nobody knows it. */
export const languageOf = (extension: string): Extension => LANGUAGES[extension]?.() ?? []
