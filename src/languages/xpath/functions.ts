import fontoxpath, { type Options } from 'fontoxpath'
import { formatMoment } from './date-picture.ts'
import { formatNumber } from './number-picture.ts'

const { registerCustomXPathFunction, registerXQueryModule } = fontoxpath

/** Where the functions live that the XPath library does not have. */
const MODULE = 'urn:sluice:xpath-functions'
const NATIVE = 'urn:sluice:native-functions'

const STANDARD = 'http://www.w3.org/2005/xpath-functions'

/** Values cross as text: a `Date` of JavaScript has no time zone. */
registerCustomXPathFunction(
  { namespaceURI: NATIVE, localName: 'format' },
  ['xs:string', 'xs:string'],
  'xs:string',
  (_context, value, picture) => formatMoment(String(value), String(picture)),
)
registerCustomXPathFunction(
  { namespaceURI: NATIVE, localName: 'normalize' },
  ['xs:string', 'xs:string'],
  'xs:string',
  (_context, text, form) => String(text).normalize(String(form).trim().toUpperCase()),
)

registerCustomXPathFunction(
  { namespaceURI: NATIVE, localName: 'format-number' },
  ['xs:string', 'xs:string'],
  'xs:string',
  (_context, value, picture) => formatNumber(String(value), String(picture)),
)

const formatting = (name: string, type: string): string => `
  declare %public function f:${name}($value as ${type}?, $picture as xs:string) as xs:string? {
    if (empty($value)) then () else n:format(string($value), $picture)
  };`

registerXQueryModule(`module namespace f = "${MODULE}";
  declare namespace n = "${NATIVE}";
  ${formatting('format-date', 'xs:date')}
  ${formatting('format-dateTime', 'xs:dateTime')}
  ${formatting('format-time', 'xs:time')}
  declare %public function f:format-number($value as xs:anyAtomicType?, $picture as xs:string) as xs:string {
    n:format-number(if ($value instance of xs:decimal) then string($value) else string(number($value)), $picture)
  };
  declare %public function f:contains-token($input as xs:string*, $token as xs:string) as xs:boolean {
    some $text in $input satisfies tokenize($text) = normalize-space($token)
  };
  declare %public function f:normalize-unicode($text as xs:string?) as xs:string { n:normalize(string($text), "NFC") };
  declare %public function f:normalize-unicode($text as xs:string?, $form as xs:string) as xs:string { n:normalize(string($text), $form) };`)

/** Name and number of arguments. */
const ADDED = new Set([
  'contains-token#2',
  'format-date#2',
  'format-dateTime#2',
  'format-number#2',
  'format-time#2',
  'normalize-unicode#1',
  'normalize-unicode#2',
])

/** Finds the added functions, without prefix or with `fn:`, beside those of the library. */
export const FUNCTION_OPTIONS: Pick<Options, 'moduleImports' | 'functionNameResolver'> = {
  moduleImports: { added: MODULE },
  functionNameResolver({ prefix, localName }, arity) {
    if (prefix !== '' && prefix !== 'fn') return null as never
    return { namespaceURI: ADDED.has(`${localName}#${arity}`) ? MODULE : STANDARD, localName }
  },
}
