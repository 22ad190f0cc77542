import { describe, expect, test } from 'vitest'
import { edifact, GS, ISA, pickupMessage, set911, UNB, x12 } from './fixtures/interchanges.ts'
import { messageKey, readInterchange } from './interchange.ts'
import { singleInterchange } from './single-interchange.ts'

const outline = (text: string) => {
  const { header, notes, groups, trailer } = readInterchange(text)
  return {
    header: header.tag,
    notes: notes.length,
    groups: groups.map((group) => [group.header?.tag, ...group.messages.map(({ segments }) => segments.length), group.trailer?.tag]),
    trailer: trailer.position,
  }
}

describe('readInterchange', () => {
  test('EDIFACT with and without groups', () => {
    expect(outline(edifact(pickupMessage('1'), pickupMessage('2')))).toEqual({
      header: 'UNB',
      notes: 0,
      groups: [[undefined, 11, 11, undefined]],
      trailer: 24,
    })
    expect(outline(`${UNB}UNG+PICKUP+A+B'${pickupMessage()}UNE+1+9'UNZ+1+REF7'`).groups).toEqual([['UNG', 11, 'UNE']])
  })

  test('ASC X12 with TA1 segments, and with nothing else', () => {
    expect(outline(x12(set911(), set911('0002')))).toEqual({ header: 'ISA', notes: 0, groups: [['GS', 9, 9, 'GE']], trailer: 22 })
    expect(outline(`${ISA}TA1*1~TA1*2~IEA*0*1~`)).toEqual({ header: 'ISA', notes: 2, groups: [], trailer: 4 })
  })

  test.each([
    [`${UNB}`, 'The interchange ends without the segment UNH'],
    [`${UNB}BGM+1'`, 'Segment 2 is BGM, but UNH is expected'],
    [`${UNB}UNH+1'BGM+1'UNZ+1+1'`, 'Segment 4 is UNZ, but UNT is expected'],
    [`${UNB}UNH+1'UNH+2'`, 'Segment 3 is UNH, but UNT is expected'],
    [`${UNB}UNH+1'BGM+1'`, 'The interchange ends without the segment UNT'],
    [edifact(pickupMessage()) + edifact(pickupMessage()), 'The body has more than one interchange'],
    [`${edifact(pickupMessage())}BGM+1'`, 'Segment 14 is BGM, but nothing behind UNZ is expected'],
    [`${ISA}ST*1~`, 'Segment 2 is ST, but GS is expected'],
    [`${ISA}${GS}GE*0*1~`, 'Segment 3 is GE, but ST is expected'],
  ])('refuses %#', (text, reason) => expect(() => readInterchange(text)).toThrow(reason))
})

describe('messageKey', () => {
  test('by UNH, and by GS and ST', () => {
    const message = pickupMessage().replace(':UN', ':UN:EAN008')
    const [edifactGroup] = readInterchange(edifact(message)).groups
    expect(messageKey('edifact', undefined, edifactGroup!.messages[0]!)).toEqual({
      standard: 'edifact',
      type: 'PICKUP',
      version: 'D',
      release: '24A',
      association: 'EAN008',
    })
    const [group] = readInterchange(x12(set911())).groups
    expect(messageKey('x12', group!.header, group!.messages[0]!)).toMatchObject({ type: '911', version: '004010', release: '' })
  })
})

describe('singleInterchange', () => {
  test('counts one, and keeps line breaks and UNA', () => {
    const messages = [pickupMessage('1'), pickupMessage('2')]
    const interchange = readInterchange(`UNA:+.? '\n${edifact(...messages)}\n`)
    const [group] = interchange.groups
    expect(group!.messages.map((message) => singleInterchange(interchange, group!, message))).toEqual(
      messages.map((message) => `UNA:+.? '${edifact(message)}\n`),
    )
  })

  test('counts one in the trailers of group and interchange', () => {
    const interchange = readInterchange(x12(set911('0001'), set911('0002')))
    const [group] = interchange.groups
    expect(singleInterchange(interchange, group!, group!.messages[1]!)).toBe(x12(set911('0002')))
  })
})
