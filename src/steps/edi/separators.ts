import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { type Config, flag, text } from '../../engine/fields.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { type Delimiters, EDIFACT_DELIMITERS, readUna, X12_DELIMITERS } from '../../languages/edi/syntax/delimiters.ts'
import type { Standard } from '../../languages/edi/syntax/segment-reader.ts'
import type { Notation } from '../../languages/edi/xml/write-interchange.ts'
import { compileSetting } from '../splitter/setting.ts'
import { TITLES } from './tab-fields.ts'

const HINT = 'as #x2b, as the character, or as an expression'

export const separatorFields = (standard: Standard) => ({
  isCustom: flag(`${standard}UseCustomSeparator`, `${TITLES[standard]}: whether the separators of this step are used.`, false),
  segment: text(`${standard}SegmentTerminator`, `${TITLES[standard]}: ends segments, ${HINT}.`),
  component: text(`${standard}CompositeSeparator`, `${TITLES[standard]}: stands between components, ${HINT}.`),
  element: text(`${standard}DataElementSeparator`, `${TITLES[standard]}: stands between data elements, ${HINT}.`),
})

/** What the document says of its separators. */
export interface DeclaredSeparators {
  /** The six characters of UNA. */
  readonly una: string | undefined
  /** ISA16. */
  readonly component: string
  /** Sign that numbers get with separators of the step. */
  readonly decimal: string
}

type NotationOf = (exchange: Exchange, declared: DeclaredSeparators) => Notation

export interface SeparatorConfig extends Config<ReturnType<typeof separatorFields>> {
  /** Empty for none. */
  readonly release: string
  readonly repetition: string
}

/** Which separators a message gets: those of the step, else those that the document declares, else the usual ones. */
export function compileSeparators(standard: Standard, config: SeparatorConfig, context: StepContext): NotationOf {
  if (!config.isCustom) return (_, declared) => (standard === 'edifact' ? edifactNotation(declared) : x12Notation(declared))
  const usual = standard === 'edifact' ? EDIFACT_DELIMITERS : X12_DELIMITERS
  const settings = { segment: '', component: '', element: '', release: '', repetition: '' }
  const read = Object.keys(settings).map((name) => {
    const key = name as keyof typeof settings
    const fallback = key === 'repetition' ? '^' : (usual[key] ?? '')
    return [key, compileSeparator(key, config[key] === '' ? fallback : config[key], context)] as const
  })
  return (exchange, { una, decimal }) => {
    const { repetition, release, ...rest } = Object.fromEntries(read.map(([key, value]) => [key, value(exchange)])) as typeof settings
    const delimiters: Delimiters = { ...rest, release: release === '' ? undefined : release, decimal }
    assertDifferent([rest.segment, rest.component, rest.element, ...(release === '' ? [] : [release])])
    const isUsual = (Object.keys(usual) as (keyof Delimiters)[]).every((key) => delimiters[key] === usual[key])
    const writesUna = standard === 'edifact' && (una !== undefined || !isUsual)
    return { delimiters, una: writesUna ? (una?.charAt(4) ?? ' ') : undefined, namesSeparators: standard === 'x12', repetition }
  }
}

const edifactNotation = ({ una }: DeclaredSeparators): Notation => ({
  delimiters: una?.length === 6 ? readUna(una) : EDIFACT_DELIMITERS,
  una: una === undefined ? undefined : una.charAt(4) || ' ',
  namesSeparators: false,
  repetition: '',
})

function x12Notation({ component }: DeclaredSeparators): Notation {
  const { element, segment } = X12_DELIMITERS
  const isUsable = component.length === 1 && component !== element && component !== segment
  const delimiters = isUsable ? { ...X12_DELIMITERS, component } : X12_DELIMITERS
  return { delimiters, una: undefined, namesSeparators: false, repetition: '' }
}

function compileSeparator(name: string, raw: string, { fail }: StepContext): (exchange: Exchange) => string {
  try {
    return compileSetting(raw, (value) => readSeparator(name, value))
  } catch (cause) {
    return fail('Custom separator', messageOf(cause))
  }
}

/** `#x2b` → `+`. Only segments may end with more than one character. */
function readSeparator(name: string, value: string): string {
  const characters = value.replace(/#x([0-9a-f]{1,4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  if (characters.length <= 1 || (name === 'segment' && characters.length === 2)) return characters
  throw new SluiceError('deploy-failed', `The ${name} separator must be one character, not '${value}'`)
}

function assertDifferent(separators: readonly string[]): void {
  if (separators.includes('')) throw new SluiceError('processing-failed', 'A separator is empty')
  if (new Set(separators).size < separators.length) throw new SluiceError('processing-failed', 'Two separators are the same character')
}
