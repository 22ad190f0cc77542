import { describe, expect, test } from 'vitest'
import { edifact, pickupMessage, set911, x12 } from '../fixtures/interchanges.ts'
import { order911, pickup, pickupInInterchange, structureOf } from '../fixtures/structures.ts'
import { readInterchange } from '../interchange.ts'
import { checkValues } from './check-values.ts'
import type { PartDefinition } from './definition.ts'
import { describeFault } from './fault.ts'
import { type Matched, matchMessage } from './match-message.ts'
import type { MessageStructure } from './read-structure.ts'

const outlined = (part: PartDefinition): string => {
  const occurrence = `${part.minimum}..${part.maximum === Number.POSITIVE_INFINITY ? '*' : part.maximum}`
  return part.kind === 'segment' ? `${part.name} ${occurrence}` : `${part.name} ${occurrence} (${part.parts.map(outlined).join(', ')})`
}

describe('readStructure', () => {
  test('types that extend and restrict themselves or others, referred groups and elements', () => {
    const { message } = structureOf(`<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">
      <s:element name="M_X" type="Base"/><s:element name="S_REF"><s:complexType><s:choice><s:element name="D_1" type="Odd"/></s:choice></s:complexType></s:element>
      <s:complexType name="Base"><s:complexContent><s:extension base="Other"><s:group ref="More"/></s:extension></s:complexContent></s:complexType>
      <s:complexType name="Other"><s:sequence><s:element ref="S_REF" maxOccurs="2"/></s:sequence></s:complexType>
      <s:group name="More"><s:sequence><s:element name="S_SEG_2" minOccurs="0"><s:complexType><s:sequence>
        <s:element name="D_2" fixed="A"><s:simpleType><s:restriction base="Number"><s:length value="3"/></s:restriction></s:simpleType></s:element>
        <s:element name="D_3" maxOccurs="2"/><s:element name="D_4" type="s:integer"/>
      </s:sequence></s:complexType></s:element></s:sequence></s:group>
      <s:simpleType name="Odd"><s:restriction base="Odd"/></s:simpleType>
      <s:simpleType name="Number"><s:restriction base="s:decimal"><s:totalDigits value="9"/></s:restriction></s:simpleType>
    </s:schema>`)
    expect(outlined(message)).toBe('M_X 1..1 (S_REF 1..2, S_SEG_2 0..1)')
    const [, segment] = message.parts
    const any = { isNumber: false, minimum: 0, maximum: Number.POSITIVE_INFINITY, codes: undefined }
    expect(segment).toMatchObject({
      tag: 'SEG',
      fields: [
        { name: 'D_2', content: { isNumber: true, minimum: 3, maximum: 3, codes: new Set(['A']) } },
        { name: 'D_3', content: any, isRequired: true },
        { name: 'D_3', content: any, isRequired: false },
        { name: 'D_4', content: { ...any, isNumber: true } },
      ],
    })
  })

  test('groups, segments, fields and their types', () => {
    expect(outlined(pickup.message)).toBe(
      'M_PICKUP 1..1 (S_UNH 1..1, S_BGM 1..1, S_DTM 0..2, G_SG1 0..2 (S_NAD 1..1, G_SG2 0..1 (S_CTA 1..1)), G_SG3 1..* (S_LIN 1..1, S_PIA 0..1, S_QTY 0..2, S_DTM 0..1), S_UNS 1..1, S_CNT 0..1, S_UNT 1..1)',
    )
    const { fields } =
      pickup.message.parts[3]!.kind === 'group' ? (pickup.message.parts[3]!.parts[0] as { fields: unknown }) : { fields: [] }
    expect(fields).toEqual([
      {
        name: 'D_3035',
        isRequired: true,
        content: { isNumber: false, minimum: 0, maximum: Number.POSITIVE_INFINITY, codes: new Set(['SU', 'CN']) },
      },
      {
        name: 'C_C082',
        isRequired: false,
        content: [
          { name: 'D_3039', isRequired: true, content: { isNumber: false, minimum: 1, maximum: 35, codes: undefined } },
          { name: 'D_1131', isRequired: false, content: { isNumber: false, minimum: 1, maximum: 6, codes: undefined } },
        ],
      },
      { name: 'D_3124', isRequired: false, content: { isNumber: false, minimum: 1, maximum: 35, codes: undefined } },
    ])
  })

  test('where the message stands, and in which namespace', () => {
    const facts = ({ message, ...rest }: MessageStructure) => rest
    expect(facts(pickup)).toEqual({ namespace: '', interchangeNamespace: 'urn:sap.com:typesystem:b2b:6:un-edifact', hasGroupElement: true })
    expect(facts(pickupInInterchange)).toEqual({ namespace: '', interchangeNamespace: 'urn:example:pickup', hasGroupElement: false })
  })

  test('refuses other schemas', () => {
    const schema = (content: string) => `<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">${content}</s:schema>`
    expect(() => structureOf(schema('<s:element name="ORDERS96A" type="s:string"/>'))).toThrow(
      'xsd/test.xsd describes no EDI message: it has no element M_… of Integration Advisor; schemas of Process Integration are not supported',
    )
    const odd = '<s:element name="M_X"><s:complexType><s:sequence><s:element name="Date"/></s:sequence></s:complexType></s:element>'
    expect(() => structureOf(schema(odd))).toThrow('xsd/test.xsd: the element Date is neither a group G_… nor a segment S_…')
    const named = (type: string) =>
      schema(`<s:element name="M_X" type="T"/><s:complexType name="T"><s:sequence>${type}</s:sequence></s:complexType>`)
    expect(() => structureOf(named('<s:element name="G_X" type="T"/>'))).toThrow('xsd/test.xsd: groups are nested more than 40 times')
    expect(() => structureOf(named('<s:element name="G_X" type="T"/>'.repeat(3)))).toThrow(
      'xsd/test.xsd: groups are nested more than 40 times',
    )
    const wide = Array.from({ length: 12 }, (_, index) => {
      const inner = `<s:element name="G_${index}" type="T${index + 1}"/>`.repeat(4)
      return `<s:complexType name="T${index}"><s:sequence>${inner}</s:sequence></s:complexType>`
    })
    expect(() => structureOf(schema(`<s:element name="M_X" type="T0"/>${wide.join('')}`))).toThrow(
      'xsd/test.xsd: the message has more than 200000 elements',
    )
    expect(() => structureOf('<a>')).toThrow('xsd/test.xsd is not well-formed XML')
  })
})

/** Names nested as the segments are. */
const nested = (node: Matched): string => {
  if (node.kind === 'segment') return node.segment.tag
  return `${node.definition.name}(${node.children.map(nested).join(' ')})`
}

const edifactMatch = (message: string) => matchMessage(pickup.message, readInterchange(edifact(message)).groups[0]!.messages[0]!.segments)
const x12Match = (set: string) => matchMessage(order911.message, readInterchange(x12(set)).groups[0]!.messages[0]!.segments)

describe('matchMessage', () => {
  test('segments in groups by their tags, the innermost place first', () => {
    const { root, faults } = edifactMatch(pickupMessage())
    expect(nested(root)).toBe('M_PICKUP(UNH BGM DTM G_SG1(NAD G_SG2(CTA)) G_SG3(LIN QTY DTM) G_SG3(LIN) UNS UNT)')
    expect(faults).toEqual([])
  })

  test('two groups of one name, and a group between LS and LE', () => {
    const { root, faults } = x12Match(set911())
    expect(nested(root)).toBe('M_911(ST BEG REF G_N1(N1) G_N1(N1) G_LS(LS G_PO1(PO1) LE) SE)')
    expect(faults).toEqual([])
  })

  test('the beginning of another occurrence of a group around', () => {
    const { root } = edifactMatch(pickupMessage().replace("CTA+IC'", "NAD+CN'CTA+IC'"))
    expect(nested(root)).toContain('G_SG1(NAD) G_SG1(NAD G_SG2(CTA)) G_SG3(')
  })

  test.each([
    ['a mandatory segment is missing', /BGM.*?'/, '', ['Segment 2 (BGM): the mandatory segment is missing']],
    ['a mandatory group is missing', /LIN.*(?=UNS)/, '', ['Segment 6 (LIN): the mandatory segment is missing']],
    ['an unknown segment', /BGM/, "XYZ+1'BGM", ['Segment 2 (XYZ): the segment is not defined in the message']],
    ['a segment without its place', /LIN\+2/, "CTA+IC'LIN+2", ['Segment 9 (CTA): the segment is not expected here']],
    ['a segment too often', /(DTM\+137.*?')/, '$1$1$1', ['Segment 5 (DTM): the segment occurs too often']],
    ['a group too often', /(NAD.*?')/, '$1$1$1', ['Segment 6 (NAD) in G_SG1: the segment group occurs too often']],
    ['no end', /UNS.*/, "UNT+11+1'", ['Segment 10 (UNS): the mandatory segment is missing']],
  ])('%s', (_, pattern, replacement, expected) => {
    const { root, faults } = edifactMatch(pickupMessage().replace(pattern, replacement))
    expect(faults.map(describeFault)).toEqual(expected)
    expect(nested(root)).toMatch(/^M_PICKUP\(UNH .*UNT\)$/)
  })
})

describe('checkValues', () => {
  const edifactFaults = (pattern: string, replacement: string, decimal = '.') =>
    checkValues(edifactMatch(pickupMessage().replace(pattern, replacement)).root, { standard: 'edifact', decimal }).map(describeFault)
  const x12Faults = (pattern: string, replacement: string) =>
    checkValues(x12Match(set911().replace(pattern, replacement)).root, { standard: 'x12', decimal: '.' }).map(describeFault)

  test('good values', () => {
    expect(edifactFaults('', '')).toEqual([])
    expect(x12Faults('', '')).toEqual([])
    expect(x12Faults('PO1*1*17', 'PO1*1*.5')).toEqual([])
    expect(edifactFaults('12.5', '12,5', ',')).toEqual([])
  })

  test.each([
    ['DTM+137:20240131:102', 'DTM', ['Segment 3 (DTM), element 1 (C_C507): the mandatory data element is missing']],
    ['DTM+137:', 'DTM+:', ['Segment 3 (DTM), element 1.1 (D_2005): the mandatory data element is missing']],
    ['DTM+137:', 'DTM+1377:', ['Segment 3 (DTM), element 1.1 (D_2005): the value is too long']],
    ['NAD+SU', 'NAD+XX', ['Segment 4 (NAD), element 1 (D_3035): the value is not one of the codes']],
    ['QTY+21:12.5', 'QTY+21:.5', ['Segment 7 (QTY), element 1.2 (D_6060): no digit stands before the decimal sign']],
    ['QTY+21:12.5', 'QTY+21:twelve', ['Segment 7 (QTY), element 1.2 (D_6060): the value is not a number']],
    ['QTY+21:12.5', 'QTY+21:1234567', ['Segment 7 (QTY), element 1.2 (D_6060): the value is too long']],
    ['P4711+9', 'P4711+9+NA', ['Segment 2 (BGM), element 4: there are more data elements or components than defined']],
    ['P4711+9', 'P4711:x+9', ['Segment 2 (BGM), element 2 (C_C106): there are more data elements or components than defined']],
    ['12.5', '12,5', ['Segment 7 (QTY), element 1.2 (D_6060): the value is not a number']],
  ])('EDIFACT: %s → %s', (pattern, replacement, expected) => expect(edifactFaults(pattern, replacement)).toEqual(expected))

  test.each([
    ['20240131', '20240231', ['Segment 2 (BEG), element 5 (D_373): the value is not a date']],
    ['20240131', '240131', ['Segment 2 (BEG), element 5 (D_373): the value is too short']],
    ['REF*DP', 'REF*D', ['Segment 3 (REF), element 1 (D_128): the value is too short']],
    ['AB>12', 'AB', ['Segment 3 (REF), element 4.2 (D_127): the mandatory data element is missing']],
  ])('ASC X12: %s → %s', (pattern, replacement, expected) => expect(x12Faults(pattern, replacement)).toEqual(expected))
})
