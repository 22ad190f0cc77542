import { describe, expect, test } from 'vitest'
import { edifact, pickupMessage, set911, UNB, x12 } from '../fixtures/interchanges.ts'
import { order911, pickup } from '../fixtures/structures.ts'
import { readInterchange } from '../interchange.ts'
import { writeSegment } from '../syntax/segment-writer.ts'
import { type Checks, checkInterchange, describeReport } from '../validation/check-interchange.ts'
import { type ContrlSource, contrl } from './contrl.ts'
import { type FunctionalAcknowledgementSource, functionalAcknowledgement } from './functional-acknowledgement.ts'

const NOW = Date.UTC(2024, 1, 29, 23, 5)

async function check(text: string, checks: Partial<Checks> = {}) {
  const interchange = readInterchange(text)
  const structureOf = async () => (interchange.standard === 'x12' ? order911 : pickup)
  return checkInterchange(interchange, { envelope: true, structureOf, decimal: '.', isOneTransaction: false, ...checks })
}

async function answer997(text: string, more: Partial<FunctionalAcknowledgementSource> = {}, checks: Partial<Checks> = {}) {
  const report = await check(text, checks)
  const numbers = { interchangeNumber: '7', groupNumber: '1', setNumber: '0001' }
  const source = { report, ...numbers, now: NOW, usageIndicator: undefined, hasDetails: true, ...more }
  return functionalAcknowledgement(source).map((segment) => writeSegment(segment, report.interchange.delimiters))
}

async function answerContrl(text: string, more: Partial<ContrlSource> = {}, checks: Partial<Checks> = {}) {
  const report = await check(text, checks)
  const source: ContrlSource = {
    report,
    interchangeNumber: 'REF7',
    now: NOW,
    version: ['D', '3', 'UN'],
    syntax: undefined,
    optional: undefined,
    ...more,
  }
  return contrl(source).map((segment) => writeSegment(segment, report.interchange.delimiters))
}

describe('functionalAcknowledgement', () => {
  test('accepts', async () => {
    expect(await answer997(x12(set911('0001'), set911('0002')))).toEqual([
      'ISA*00*          *00*          *01*BETA           *ZZ*ALPHA          *240229*2305*U*00401*000000007*0*T*>~',
      'GS*FA*BETAGS*ALPHAGS*20240229*2305*1*X*004010~',
      'ST*997*0001~',
      'AK1*PO*77~',
      'AK2*911*0001~',
      'AK5*A~',
      'AK2*911*0002~',
      'AK5*A~',
      'AK9*A*2*2*2~',
      'SE*8*0001~',
      'GE*1*1~',
      'IEA*1*000000007~',
    ])
  })

  const BAD = set911('0002').replace('REF*DP*038*x:y*AB>12', 'XYZ*1~REF*D*038*x*AB').replace('20240131', '20240231').replace('LE*PO1~', '')

  test('tells where faults are, and counts what it accepts', async () => {
    expect((await answer997(x12(set911('0001'), BAD))).slice(4, -3)).toEqual([
      'AK2*911*0001~',
      'AK5*A~',
      'AK2*911*0002~',
      'AK3*BEG*2**8~',
      'AK4*5*373*8~',
      'AK3*XYZ*3**6~',
      'AK3*REF*4**8~',
      'AK4*1*128*4~',
      'AK4*4>2*127*1~',
      'AK3*LE*9**3~',
      'AK5*R*5~',
      'AK9*P*2*2*1~',
    ])
  })

  test('leaves the details out', async () => {
    expect((await answer997(x12(BAD), { hasDetails: false, usageIndicator: 'P' })).slice(3, -3)).toEqual([
      'AK1*PO*77~',
      'AK2*911*0002~',
      'AK5*R*5~',
      'AK9*R*1*1*0~',
    ])
  })

  test('as one transaction all is rejected with one', async () => {
    const [, , , , ...rest] = await answer997(x12(set911('0001'), BAD), { hasDetails: false }, { isOneTransaction: true })
    expect(rest.slice(0, 5)).toEqual(['AK2*911*0001~', 'AK5*R~', 'AK2*911*0002~', 'AK5*R*5~', 'AK9*R*2*2*0~'])
  })

  test('faults of the envelopes', async () => {
    const text = x12(set911('0001').replace('SE*9*0001', 'SE*8*0003')).replace('GE*1*77', 'GE*2*78')
    expect((await answer997(text)).slice(4, -3)).toEqual(['AK2*911*0001~', 'AK5*R*3*4~', 'AK9*R*2*1*0*4*5~'])
  })

  test('a segment and a group that occur too often, one without its place, and too many elements', async () => {
    const text = set911()
      .replace(/(REF.*?~)/, '$1$1$1')
      .replace('PO1*1*17*EA', 'SE*1~PO1*1*x*EA*9')
    const [, , , , , ...rest] = await answer997(x12(text.replace('SE*1~', 'N3*a~')))
    expect(rest.slice(0, 5)).toEqual(['AK3*REF*5**5~', 'AK3*N3*9**7~', 'AK3*PO1*10**8~', 'AK4*2*330*6~', 'AK4*4**3~'])
  })
})

describe('contrl', () => {
  test('accepts', async () => {
    expect(await answerContrl(edifact(pickupMessage('1'), pickupMessage('2')))).toEqual([
      "UNB+UNOC:3+BETA:ZZ+ALPHA:14:IN+240229:2305+REF7'",
      "UNH+1+CONTRL:D:3:UN'",
      "UCI+REF7+ALPHA:14:IN+BETA:ZZ+7'",
      "UCM+1+PICKUP:D:24A:UN+7'",
      "UCM+2+PICKUP:D:24A:UN+7'",
      "UNT+5+1'",
      "UNZ+1+REF7'",
    ])
  })

  const BAD = pickupMessage('2').replace("BGM+220+P4711+9'", "XYZ'BGM+220+P4711:x+9'").replace("UNS+S'", '').replace('21:12.5', '21:.5')

  test('tells where faults are', async () => {
    expect((await answerContrl(edifact(pickupMessage('1'), BAD))).slice(2, -2)).toEqual([
      "UCI+REF7+ALPHA:14:IN+BETA:ZZ+7'",
      "UCM+1+PICKUP:D:24A:UN+7'",
      "UCM+2+PICKUP:D:24A:UN+4'",
      "UCS+2+15'",
      "UCS+3'",
      "UCD+16+2'",
      "UCS+8'",
      "UCD+38+1:2'",
      "UCS+11+13'",
    ])
  })

  test('rejects all when every message is faulty, or one in one transaction', async () => {
    expect((await answerContrl(edifact(BAD)))[2]).toBe("UCI+REF7+ALPHA:14:IN+BETA:ZZ+4'")
    const [, , uci, first] = await answerContrl(edifact(pickupMessage('1'), BAD), {}, { isOneTransaction: true })
    expect([uci, first]).toEqual(["UCI+REF7+ALPHA:14:IN+BETA:ZZ+4'", "UCM+1+PICKUP:D:24A:UN+4'"])
  })

  test('faults of the envelopes', async () => {
    const text = edifact(pickupMessage().replace('UNT+11+1', 'UNT+11+9')).replace('UNZ+1', 'UNZ+3').replace('UNOC:3', 'UNOC:7')
    expect((await answerContrl(text)).slice(2, 4)).toEqual(["UCI+REF7+ALPHA:14:IN+BETA:ZZ+4+2'", "UCM+1+PICKUP:D:24A:UN+4+28'"])
    expect(describeReport(await check(text))).toEqual([
      'UNB: the syntax version is not supported',
      'UNB: the number in the trailer is not that of what stands before it',
      'PICKUP 1: UNH: the control numbers of header and trailer differ',
    ])
  })

  test('groups: accepted, with other types in them, and beside messages', async () => {
    const group = (...messages: string[]) => `UNG+PICKUP+A:1+B:2+240131:0915+5+UN+D:24A'${messages.join('')}UNE+${messages.length}+5'`
    const [, , , ucf] = await answerContrl(`${UNB}${group(pickupMessage())}UNZ+1+REF7'`)
    expect(ucf).toBe("UCF+5+A:1+B:2+7'")
    const mixed = `${UNB}${group(pickupMessage(), pickupMessage('2').replace('PICKUP', 'OTHER'))}UNZ+1+REF7'`
    expect((await answerContrl(mixed, {}, { structureOf: undefined })).slice(2, 4)).toEqual([
      "UCI+REF7+ALPHA:14:IN+BETA:ZZ+4'",
      "UCF+5+A:1+B:2+4+31'",
    ])
    expect(describeReport(await check(`${UNB}${group(pickupMessage())}${pickupMessage('2')}UNZ+2+REF7'`))).toEqual([
      'UNB: messages stand beside functional groups',
    ])
  })

  test('takes the optional elements of UNB over without the request, or other ones', async () => {
    const text = edifact(pickupMessage()).replace("REF7'UNH", "REF7+PASS:AA+APP+A+1+EANCOM+1'UNH")
    expect((await answerContrl(text))[0]).toBe("UNB+UNOC:3+BETA:ZZ+ALPHA:14:IN+240229:2305+REF7+PASS:AA+APP+A++EANCOM+1'")
    expect((await answerContrl(text, { optional: [], syntax: ['UNOC', '4', '', '5'] }))[0]).toBe(
      "UNB+UNOC:4::5+BETA:ZZ+ALPHA:14:IN+240229:2305+REF7'",
    )
    expect((await answerContrl(text.replace('240131:', '20240131:')))[0]).toContain('+20240229:2305+')
  })
})
