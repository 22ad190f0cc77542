import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edifact, ISA, pickupMessage, x12 } from '../fixtures/interchanges.ts'
import { EDIFACT_DELIMITERS, EDIFACT_LEVEL_B_DELIMITERS, readUna, writeUna, X12_DELIMITERS } from './delimiters.ts'
import { type Segment, segmentOf } from './segment.ts'
import { readSegments } from './segment-reader.ts'
import { writeSegment } from './segment-writer.ts'

const shown = (text: string) =>
  readSegments(text).segments.map(({ tag, elements }) => [tag, ...elements.map((each) => each.join('|'))].join(' '))

describe('readSegments', () => {
  test('EDIFACT: components, release character, line breaks between segments', () => {
    expect(shown("\r\nUNB+UNOC:3+A'\r\nFTX+a?+b?:c??+?'d:e+'\n\nUNZ+0+1'\n")).toEqual(['UNB UNOC|3 A', "FTX a+b:c? 'd|e ", 'UNZ 0 1'])
  })

  test('EDIFACT: positions and raw text, which together are the whole', () => {
    const text = "UNB+1'\nUNZ+0+1'\n"
    expect(readSegments(text).segments).toEqual([
      { tag: 'UNB', elements: [['1']], position: 1, raw: "UNB+1'\n" },
      { tag: 'UNZ', elements: [['0'], ['1']], position: 2, raw: "UNZ+0+1'\n" },
    ])
  })

  test('EDIFACT: UNA names the delimiters', () => {
    const { una, delimiters, segments } = readSegments('UNA;*,! |UNB*UNOC;3*a!*b!|c|UNZ*1|')
    expect([una, delimiters]).toEqual([';*,! |', { component: ';', element: '*', decimal: ',', release: '!', segment: '|' }])
    expect(segments[0]!.elements).toEqual([['UNOC', '3'], ['a*b|c']])
  })

  test('EDIFACT: syntax level B without UNA', () => {
    expect(readSegments("UNB\x1dUNOB\x1f1\x1dIt's?\x1cUNZ\x1d0\x1c")).toMatchObject({
      delimiters: EDIFACT_LEVEL_B_DELIMITERS,
      segments: [
        { tag: 'UNB', elements: [['UNOB', '1'], ["It's?"]] },
        { tag: 'UNZ', elements: [['0']] },
      ],
    })
  })

  test('ASC X12: ISA shows its delimiters, also where it is shorter than it should be', () => {
    expect(readSegments(`${ISA}\nIEA*0*1~`)).toMatchObject({
      standard: 'x12',
      delimiters: { element: '*', component: '>', segment: '~', release: undefined, decimal: '.' },
    })
    expect(shown('ISA|0|| |x|5|6|7|8|9|10|^|12|13|14|P|:\nB|1:2\nIEA|1\n')).toEqual([
      'ISA 0    x 5 6 7 8 9 10 ^ 12 13 14 P :',
      'B 1|2',
      'IEA 1',
    ])
  })

  test.each([
    ['', 'The body is no EDIFACT and no ASC X12 interchange: it begins with neither UNA, UNB nor ISA'],
    ['<a/>', 'The body is no EDIFACT and no ASC X12 interchange: it begins with neither UNA, UNB nor ISA'],
    ['STX=ANA:1', 'The body is no EDIFACT and no ASC X12 interchange: TRADACOMS is not supported'],
    ['UNA:+', 'The UNA segment is not complete'],
    ['ISA*00*~', 'The ISA segment is not complete'],
    ["UNB+1'UNH+1", "Segment 2 (UNH) does not end with the segment terminator '"],
    ["UNB+1'UNH+1?'", "Segment 2 (UNH) does not end with the segment terminator '"],
    ['ISA|0|| |x|5|6|7|8|9|10|^|12|13|14|P|:\nB', 'Segment 2 (B) does not end with the segment terminator #xa'],
  ])('refuses %j', (text, reason) => expect(() => readSegments(text)).toThrow(reason))
})

describe('writeSegment', () => {
  test('leaves out what is empty at an end, and escapes', () => {
    expect(writeSegment(segmentOf('FTX', '', ['a+', '', ''], ['', 'b?'], ''), EDIFACT_DELIMITERS)).toBe("FTX++a?++:b??'")
    expect(writeSegment(segmentOf('UNS'), EDIFACT_DELIMITERS)).toBe("UNS'")
  })

  test('refuses separators in values of ASC X12, but not in ISA', () => {
    expect(() => writeSegment(segmentOf('N1', 'a*b'), X12_DELIMITERS)).toThrow(
      'A value of the segment N1 contains a separator, which cannot be escaped here',
    )
    expect(writeSegment(segmentOf('ISA', 'U', ':'), X12_DELIMITERS)).toBe('ISA*U*:~')
  })

  test('UNA there and back', () => {
    expect(writeUna(EDIFACT_DELIMITERS)).toBe("UNA:+.? '")
    const delimiters = { component: ';', element: '*', decimal: ',', release: undefined, segment: '|' }
    expect(writeUna(delimiters, '^')).toBe('UNA;*, ^|')
    expect(readUna(';*, ^|')).toEqual(delimiters)
  })
})

describe('what is written is read again', () => {
  test('whole interchanges stay as they are', () => {
    for (const text of [edifact(pickupMessage('1'), pickupMessage('2')), x12()]) {
      const { segments, delimiters } = readSegments(text)
      expect(segments.map((segment) => writeSegment(segment, delimiters)).join('')).toBe(text)
    }
  })

  const value = fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '+', ':', "'", '?', '.', '\n', '\u00e9', '*', '~'), maxLength: 5 })
  const segment = fc.record({
    tag: fc.constantFrom('BGM', 'DTM', 'LIN'),
    elements: fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
  })

  test('any segments of EDIFACT, without what is empty at an end', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const text = `UNA:+.? '${[segmentOf('UNB', '1'), ...segments].map((each) => writeSegment(each, EDIFACT_DELIMITERS)).join('\r\n')}`
        expect(readSegments(text).segments.slice(1).map(tidy)).toEqual(segments.map(tidy))
      }),
    )
  })

  const tidy = ({ tag, elements }: Segment) => ({
    tag,
    elements: trimmed(elements.map((each) => trimmed([...each], ''))).map((each) => (each.length === 0 ? [''] : each)),
  })

  function trimmed<T>(values: readonly T[], empty?: T): T[] {
    const isEmpty = (each: T): boolean => (empty === undefined ? (each as unknown[]).length === 0 : each === empty)
    return values.slice(0, values.findLastIndex((each) => !isEmpty(each)) + 1)
  }
})
