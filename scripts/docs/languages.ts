import { STANDARD_FUNCTIONS } from '../../src/languages/message-mapping/functions/index.ts'
import { codes } from './markdown.ts'

/** A language that flows are written in. */
export interface Language {
  readonly name: string
  /** What of it runs. */
  readonly offers: string
  readonly limits?: string
  readonly since?: string
}

/** Functions of XPath 3.1 that XPaths of steps do not have, with the number of their arguments. Stylesheets have them. */
export const ABSENT_XPATH_FUNCTIONS: Readonly<Record<string, number>> = {
  'adjust-dateTime-to-timezone': 2,
  'analyze-string': 2,
  apply: 2,
  'for-each-pair': 3,
  'in-scope-prefixes': 1,
  'json-to-xml': 1,
  'namespace-uri-for-prefix': 2,
  nilled: 1,
  'parse-xml': 1,
  'resolve-uri': 2,
  sort: 1,
  'xml-to-json': 1,
}

export const LANGUAGES: readonly Language[] = [
  {
    name: 'Groovy',
    offers:
      'Groovy 2.4 in scripts and mapping functions: both script APIs, attachments, the message log, `ITApiFactory`, `message.exchange`, sibling scripts, script collections and jars of the artifact',
    limits: 'Classes of the product that no public flow uses are not there; the script then does not compile.',
  },
  { name: 'JavaScript', offers: 'Rhino with the script API of Groovy' },
  {
    name: 'XSLT',
    offers:
      '1.0 to 3.0 on Saxon-HE: headers and properties as parameters, `cpi:` functions, includes and imports within the artifact or from the partner directory, static Java calls',
    limits: 'Streaming runs as ordinary processing; higher-order functions, schema awareness and `xsl:result-document` are not there.',
  },
  { name: 'XML Schema', offers: '1.0, with includes and imports within the artifact' },
  {
    name: 'XPath',
    offers: '3.1, with prefixes of the flow and headers and properties as variables',
    limits: `Functions that are not there: ${codes(Object.keys(ABSENT_XPATH_FUNCTIONS))}; and all that read other documents.`,
  },
  {
    name: 'Simple',
    offers:
      'The expressions and predicates of Camel that the product offers: body, headers, properties, dates with time zones, exception, file names, calls on values, every operator',
  },
  {
    name: 'Message mapping',
    offers: `XSD, WSDL, EDMX and JSON structures, Groovy functions, ${STANDARD_FUNCTIONS.size} standard functions: ${codes([...STANDARD_FUNCTIONS.keys()].sort((a, b) => a.localeCompare(b, 'en')))}`,
    limits: 'Functions of libraries run when they are Groovy scripts; Java libraries and imported archives do not.',
  },
]
