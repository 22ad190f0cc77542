import fc from 'fast-check'
import { parseXmlDocument } from 'slimdom'
import { describe, expect, test } from 'vitest'
import { edifact, GS, ISA, pickupMessage, set911, x12 } from '../fixtures/interchanges.ts'
import { order911, pickup, pickupInInterchange } from '../fixtures/structures.ts'
import { readInterchange } from '../interchange.ts'
import type { MessageStructure } from '../structure/read-structure.ts'
import { EDIFACT_DELIMITERS, X12_DELIMITERS } from '../syntax/delimiters.ts'
import { segmentOf } from '../syntax/segment.ts'
import { writeSegment } from '../syntax/segment-writer.ts'
import { interchangeToXml, type XmlOptions } from './interchange-to-xml.ts'
import { writeInterchange } from './write-interchange.ts'
import { openEdiDocument, readEdiDocument, unaOf } from './xml-to-interchange.ts'

const PROLOG = "<?xml version='1.0' encoding='UTF-8'?>"
const OPTIONS: XmlOptions = { hasEnvelope: true, includeEmpty: false, decimalDot: false }

const toXml = (text: string, structure: MessageStructure, options: Partial<XmlOptions> = {}): string =>
  interchangeToXml(readInterchange(text), structure, { ...OPTIONS, ...options }).replace(PROLOG, '')

const open = (xml: string) => openEdiDocument(parseXmlDocument(xml).documentElement!)

const segmentsOf = (xml: string, structure: MessageStructure, includeEmpty = false) =>
  readEdiDocument(open(xml), structure.message, (value) => value, includeEmpty)

const UNB_XML =
  '<S_UNB><C_S001><D_0001>UNOC</D_0001><D_0002>3</D_0002></C_S001><C_S002><D_0004>ALPHA</D_0004><D_0007>14</D_0007><D_0008>IN</D_0008></C_S002><C_S003><D_0010>BETA</D_0010><D_0007>ZZ</D_0007></C_S003><C_S004><D_0017>240131</D_0017><D_0019>0915</D_0019></C_S004><D_0020>REF7</D_0020></S_UNB>'
const MESSAGE_XML = [
  '<S_UNH><D_0062>1</D_0062><C_S009><D_0065>PICKUP</D_0065><D_0052>D</D_0052><D_0054>24A</D_0054><D_0051>UN</D_0051></C_S009></S_UNH>',
  '<S_BGM><C_C002><D_1001>220</D_1001></C_C002><C_C106><D_1004>P4711</D_1004></C_C106><D_1225>9</D_1225></S_BGM>',
  '<S_DTM><C_C507><D_2005>137</D_2005><D_2380>20240131</D_2380><D_2379>102</D_2379></C_C507></S_DTM>',
  '<G_SG1><S_NAD><D_3035>SU</D_3035><C_C082><D_3039>4012345</D_3039><D_1131>SA</D_1131></C_C082><D_3124>Caf\u00e9 + Bar</D_3124></S_NAD><G_SG2><S_CTA><D_3139>IC</D_3139></S_CTA></G_SG2></G_SG1>',
  '<G_SG3><S_LIN><D_1082>1</D_1082><C_C212><D_7140>ABC</D_7140><D_7143>EN</D_7143></C_C212></S_LIN><S_QTY><C_C186><D_6063>21</D_6063><D_6060>12.5</D_6060></C_C186></S_QTY><S_DTM><C_C507><D_2005>2</D_2005><D_2380>20240201</D_2380><D_2379>102</D_2379></C_C507></S_DTM></G_SG3>',
  '<G_SG3><S_LIN><D_1082>2</D_1082><C_C212><D_7140>DEF</D_7140><D_7143>EN</D_7143></C_C212></S_LIN></G_SG3>',
  '<S_UNS><D_0081>S</D_0081></S_UNS><S_UNT><D_0074>11</D_0074><D_0062>1</D_0062></S_UNT>',
].join('')
const UNZ_XML = '<S_UNZ><D_0036>1</D_0036><D_0020>REF7</D_0020></S_UNZ>'

describe('interchangeToXml', () => {
  test('EDIFACT in its interchange, in the namespace of the type system', () => {
    expect(toXml(`UNA:+.? '${edifact(pickupMessage())}`, pickup)).toBe(
      `<ns0:Interchange xmlns:ns0="urn:sap.com:typesystem:b2b:6:un-edifact"><S_UNA>:+.? '</S_UNA>${UNB_XML}<M_PICKUP>${MESSAGE_XML}</M_PICKUP>${UNZ_XML}</ns0:Interchange>`,
    )
  })

  test('the message alone', () => {
    expect(toXml(edifact(pickupMessage()), pickup, { hasEnvelope: false })).toBe(`<M_PICKUP>${MESSAGE_XML}</M_PICKUP>`)
    expect(() => toXml(edifact(pickupMessage(), pickupMessage('2')), pickup, { hasEnvelope: false })).toThrow(
      'Without its envelopes an interchange must have exactly one message',
    )
  })

  test('a schema with a namespace of its own', () => {
    expect(toXml(edifact(pickupMessage()), pickupInInterchange)).toMatch(/^<ns0:Interchange xmlns:ns0="urn:example:pickup"><S_UNB>/)
  })

  test('ASC X12, with an element around the group', () => {
    expect(toXml(x12(set911()), order911)).toBe(
      '<ns0:Interchange xmlns:ns0="urn:sap.com:typesystem:b2b:116:asc-x12"><S_ISA><D_I01>00</D_I01><D_I02>          </D_I02><D_I03>00</D_I03><D_I04>          </D_I04><D_I05_1>ZZ</D_I05_1><D_I06>ALPHA          </D_I06><D_I05_2>01</D_I05_2><D_I07>BETA           </D_I07><D_I08>240131</D_I08><D_I09>0915</D_I09><D_I10>U</D_I10><D_I11>00401</D_I11><D_I12>000000042</D_I12><D_I13>0</D_I13><D_I14>T</D_I14><D_I15>&gt;</D_I15></S_ISA><FunctionalGroup><S_GS><D_479>PO</D_479><D_142>ALPHAGS</D_142><D_124>BETAGS</D_124><D_373>20240131</D_373><D_337>0915</D_337><D_28>77</D_28><D_455>X</D_455><D_480>004010</D_480></S_GS><M_911><S_ST><D_143>911</D_143><D_329>0001</D_329></S_ST><S_BEG><D_353>00</D_353><D_92>NE</D_92><D_324>P4711</D_324><D_373>20240131</D_373></S_BEG><S_REF><D_128>DP</D_128><D_127>038</D_127><D_352>x:y</D_352><C_C040><D_128>AB</D_128><D_127>12</D_127></C_C040></S_REF><G_N1><S_N1><D_98>ST</D_98><D_93>Shop</D_93></S_N1></G_N1><G_N1><S_N1><D_98>BT</D_98><D_93>Payer</D_93><D_66>92</D_66><D_67>1939</D_67></S_N1></G_N1><G_LS><S_LS><D_447>PO1</D_447></S_LS><G_PO1><S_PO1><D_350>1</D_350><D_330>17</D_330><D_355>EA</D_355></S_PO1></G_PO1><S_LE><D_447>PO1</D_447></S_LE></G_LS><S_SE><D_96>9</D_96><D_329>0001</D_329></S_SE></M_911><S_GE><D_97>1</D_97><D_28>77</D_28></S_GE></FunctionalGroup><S_IEA><D_I16>1</D_I16><D_I12>000000042</D_I12></S_IEA></ns0:Interchange>',
    )
  })

  test('ASC X12: later versions name elements of ISA differently, and a component separator may stand in a value', () => {
    const text = x12(set911().replace('Shop', 'Shop>2')).replace('004010', '005010')
    expect(toXml(text, order911)).toMatch(/<D_I05>ZZ<\/D_I05>.*<D_I65>U<\/D_I65>.*<D_93>Shop&gt;2<\/D_93>/)
  })

  test('empty values, when they are wanted', () => {
    const text = edifact(pickupMessage().replace('BGM+220+P4711+9', 'BGM++:+9').replace('CTA+IC', 'CTA'))
    expect(toXml(text, pickup, { hasEnvelope: false })).toMatch(/<S_BGM><D_1225>9<\/D_1225><\/S_BGM>.*<G_SG2\/>/)
    expect(toXml(text, pickup, { hasEnvelope: false, includeEmpty: true })).toMatch(
      /<S_BGM><C_C002><D_1001\/><\/C_C002><C_C106><D_1004\/><\/C_C106><D_1225>9<\/D_1225><\/S_BGM>.*<G_SG2><S_CTA\/><\/G_SG2>/,
    )
  })

  test('numbers with a dot instead of the decimal sign of the interchange', () => {
    const text = `UNA:+,? '${edifact(pickupMessage().replace('12.5', '12,5').replace('ABC', '1,5'))}`
    expect(toXml(text, pickup)).toContain('<D_6060>12,5</D_6060>')
    expect(toXml(text, pickup, { decimalDot: true })).toMatch(/<D_7140>1,5<\/D_7140>.*<D_6060>12\.5<\/D_6060>/)
  })

  test.each([
    ['BGM', "XYZ'BGM", 'M_PICKUP: Segment 2 (XYZ): the segment is not defined in the message'],
    ['P4711+9', 'P4711+9+x', 'Segment 2 (BGM), element 4: there are more data elements or components than defined'],
    ['CTA+IC', 'CTA+IC:x', 'Segment 5 (CTA), element 1 (D_3139): there are more data elements or components than defined'],
    ['P4711', 'P4711\x01', 'A value contains the character U+0001, which XML cannot hold'],
  ])('refuses %s → %s', (pattern, replacement, reason) => {
    expect(() => toXml(edifact(pickupMessage().replace(pattern, replacement)), pickup)).toThrow(reason)
  })
})

describe('openEdiDocument', () => {
  test('finds out what the message is', () => {
    expect(open(toXml(edifact(pickupMessage().replace(':UN', ':UN:EAN1')), pickup)).key).toEqual({
      standard: 'edifact',
      type: 'PICKUP',
      version: 'D',
      release: '24A',
      association: 'EAN1',
    })
    expect(open(toXml(x12(set911()), order911)).key).toMatchObject({ standard: 'x12', type: '911', version: '004010' })
    expect(open('<M_911><S_ST/></M_911>').key).toMatchObject({ standard: 'x12', type: '911', version: '' })
    expect(unaOf(open(toXml(`UNA;+.? '${edifact(pickupMessage()).replaceAll(':', ';')}`, pickup)))).toBe(";+.? '")
  })

  test('refuses what is none', () => expect(() => open('<Order/>')).toThrow('The element Order contains no EDI message, no element M_…'))
})

describe('readEdiDocument', () => {
  const X12_WRITTEN = { delimiters: X12_DELIMITERS, una: undefined, namesSeparators: false, repetition: '' }

  test('gives values their positions, whatever the namespace and white space between elements', () => {
    const xml = `<x:M_911 xmlns:x="urn:x">
      <S_ST><D_143>911</D_143><D_329>0001</D_329></S_ST>
      <S_BEG><D_353>00</D_353><D_324>P1</D_324><D_373>20240131</D_373></S_BEG>
      <G_N1><S_N1><D_98>ST</D_98><D_67>1</D_67></S_N1><S_N3><D_166_2>b</D_166_2></S_N3></G_N1>
      <S_SE/>
    </x:M_911>`
    expect(writeInterchange(segmentsOf(xml, order911), X12_WRITTEN)).toBe('ST*911*0001~BEG*00**P1**20240131~N1*ST***1~N3**b~')
    expect(writeInterchange(segmentsOf(xml, order911, true), X12_WRITTEN)).toMatch(/N3\*\*b~SE~$/)
  })

  test('repeated composites take one position each', () => {
    const pia = '<S_PIA><D_4347>1</D_4347><C_C212><D_7140>a</D_7140></C_C212><C_C212><D_7143>EN</D_7143></C_C212></S_PIA>'
    const xml = `<M_PICKUP><G_SG3><S_LIN><D_1082>1</D_1082></S_LIN>${pia}</G_SG3></M_PICKUP>`
    expect(segmentsOf(xml, pickup)[1]).toEqual({ tag: 'PIA', elements: [['1'], ['a', ''], ['', 'EN'], ['']] })
  })

  test.each([
    ['<M_PICKUP><S_BGM><D_9999/></S_BGM></M_PICKUP>', 'The element S_BGM must not contain D_9999'],
    ['<M_PICKUP><S_DTM><C_C507><D_2005/><D_2005/></C_C507></S_DTM></M_PICKUP>', 'The element C_C507 must not contain D_2005'],
    ['<M_PICKUP><S_UNS/><G_SG1/></M_PICKUP>', 'The element M_PICKUP must not contain G_SG1 here'],
    ['<M_PICKUP><S_DTM/><S_DTM/><S_DTM/></M_PICKUP>', 'The element M_PICKUP must not contain S_DTM here'],
    ['<Interchange><S_XXX/><M_PICKUP/></Interchange>', 'The element Interchange must not contain S_XXX'],
    ['<Interchange><Group/><M_PICKUP/></Interchange>', 'The element Interchange must not contain Group'],
  ])('refuses %s', (xml, reason) => expect(() => segmentsOf(xml, pickup)).toThrow(reason))
})

describe('writeInterchange', () => {
  test('names the separators in ISA, from version 00402 on the repetition separator too', () => {
    const notation = { delimiters: { ...X12_DELIMITERS, component: ':' }, una: undefined, namesSeparators: true, repetition: '^' }
    const isa = (version: string) => readInterchange(`${ISA.replace('00401', version)}${GS}${set911()}GE*1*77~IEA*1*1~`).header
    expect(writeInterchange([isa('00401')], notation)).toMatch(/\*U\*00401\*.*\*:~$/)
    expect(writeInterchange([isa('00501')], notation)).toMatch(/\*\^\*00501\*.*\*:~$/)
  })
})

describe('there and back', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '<', '&', ' ', '+', ':', "'", '?', '\u00fc'), minLength: 1, maxLength: 6 })
  const lines = fc.array(fc.tuple(fc.option(value), fc.option(value), fc.boolean()), { minLength: 1, maxLength: 4 })
  const written = (tag: string, ...elements: (string | string[])[]) => writeSegment(segmentOf(tag, ...elements), EDIFACT_DELIMITERS)

  test('any interchange of EDIFACT', () => {
    fc.assert(
      fc.property(value, lines, (name, items) => {
        const groups = items.map(([item, code, hasDate], index) => {
          return `${written('LIN', String(index + 1), [item ?? '', code ?? ''])}${hasDate ? "DTM+2:1'" : ''}`
        })
        const message = `UNH+1+PICKUP:D:24A:UN'BGM+1'${written('NAD', 'SU', '', name)}${groups.join('')}UNS+S'UNT+1+1'`
        const text = edifact(message)
        const document = open(toXml(text, pickup))
        const segments = readEdiDocument(document, pickup.message, (each) => each, false)
        expect(writeInterchange(segments, { delimiters: EDIFACT_DELIMITERS, una: undefined, namesSeparators: false, repetition: '' })).toBe(
          text,
        )
      }),
    )
  })
})
