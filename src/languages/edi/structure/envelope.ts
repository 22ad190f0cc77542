import type { Standard } from '../syntax/segment-reader.ts'
import { ANY_VALUE, type FieldDefinition, type SegmentDefinition } from './definition.ts'

/** `D_0020`, `D_I05|D_I05_1` with another name, or a composite: `C_S001(D_0001 D_0002)`. */
type FieldText = string

/**
 * Service segments around messages, with the names that Integration Advisor gives their elements. UNH and ST are here for who
 * reads headers without a schema.
 */
const SEGMENTS: Readonly<Record<string, readonly FieldText[]>> = {
  UNB: [
    'C_S001(D_0001 D_0002 D_0080 D_0133 D_0076)',
    'C_S002(D_0004 D_0007 D_0008 D_0042)',
    'C_S003(D_0010 D_0007 D_0014 D_0046)',
    'C_S004(D_0017 D_0019)',
    'D_0020',
    'C_S005(D_0022 D_0025)',
    'D_0026',
    'D_0029',
    'D_0031',
    'D_0032',
    'D_0035',
  ],
  UNZ: ['D_0036', 'D_0020'],
  UNG: [
    'D_0038',
    'C_S006(D_0040 D_0007)',
    'C_S007(D_0044 D_0007)',
    'C_S004(D_0017 D_0019)',
    'D_0048',
    'D_0051',
    'C_S008(D_0052 D_0054 D_0057)',
    'D_0058',
  ],
  UNE: ['D_0060', 'D_0048'],
  UNH: [
    'D_0062',
    'C_S009(D_0065 D_0052 D_0054 D_0051 D_0057 D_0110 D_0113)',
    'D_0068',
    'C_S010(D_0070 D_0073)',
    'C_S016(D_0115 D_0116 D_0118 D_0051)',
    'C_S017(D_0121 D_0122 D_0124 D_0051)',
    'C_S018(D_0127 D_0128 D_0130 D_0051)',
  ],
  ISA: [
    ...['D_I01', 'D_I02', 'D_I03', 'D_I04', 'D_I05_1|D_I05', 'D_I06', 'D_I05_2', 'D_I07', 'D_I08', 'D_I09', 'D_I10|D_I65'],
    ...['D_I11', 'D_I12', 'D_I13', 'D_I14', 'D_I15'],
  ],
  TA1: ['D_I12', 'D_I08', 'D_I09', 'D_I17', 'D_I18'],
  GS: ['D_479', 'D_142', 'D_124', 'D_373', 'D_337', 'D_28', 'D_455', 'D_480'],
  GE: ['D_97', 'D_28'],
  IEA: ['D_I16', 'D_I12'],
  ST: ['D_143', 'D_329', 'D_1705'],
}

/** In later versions ISA has a repetition separator, and its elements have other names. */
const OLDER_ISA = '004010'

/** The definition of a service segment; `undefined` for other tags. @param version GS08, for ISA */
export function serviceSegment(tag: string, version = ''): SegmentDefinition | undefined {
  return tag === 'ISA' && version.slice(0, OLDER_ISA.length) > OLDER_ISA ? NEWER_ISA_DEFINITION : DEFINITIONS.get(tag)
}

/** The element in which a group of this standard stands, if it has one. */
export const groupElement = (standard: Standard, hasGroupElement: boolean): string | undefined =>
  standard === 'x12' && hasGroupElement ? 'FunctionalGroup' : undefined

function fieldOf(text: FieldText): FieldDefinition {
  const [, names = '', inner] = /^([^(]+)(?:\((.*)\))?$/.exec(text) ?? []
  const [name = '', ...aliases] = names.split('|')
  const components = inner?.split(' ').map((component) => ({ name: component, isRequired: false, content: ANY_VALUE }))
  return { name, aliases, isRequired: false, content: components ?? ANY_VALUE }
}

const definitionOf = (tag: string, fields: readonly FieldText[]): SegmentDefinition => ({
  kind: 'segment',
  name: `S_${tag}`,
  tag,
  minimum: 1,
  maximum: 1,
  fields: fields.map(fieldOf),
})

const DEFINITIONS = new Map(Object.entries(SEGMENTS).map(([tag, fields]) => [tag, definitionOf(tag, fields)]))

const NEWER_ISA_DEFINITION = definitionOf(
  'ISA',
  SEGMENTS.ISA!.map((field) => field.replace('D_I05_1|D_I05', 'D_I05|D_I05_1').replace('D_I10|D_I65', 'D_I65|D_I10')),
)
