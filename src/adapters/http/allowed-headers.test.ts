import { describe, expect, it } from 'vitest'
import { compileAllowedHeaders } from './allowed-headers.ts'

const NAMES = ['content-type', 'x-one', 'x-two', 'sap_sender', 'ab_1234']

/** What the list makes of each name. */
const admitted = (list: string) => NAMES.map(compileAllowedHeaders(list)).filter((name) => name !== undefined)

describe('the flow property allowedHeaderList', () => {
  it.each([
    ['', []],
    [' | ', []],
    ['*', NAMES],
    ['X-One|*', NAMES],
    ['Content-Type', ['Content-Type']],
    ['X-One | X-Two', ['X-One', 'X-Two']],
    ['X-One,X-Two', ['X-One', 'X-Two']],
    ['.*', NAMES],
    ['SAP_.*', ['sap_sender']],
    ['AB_[0-9]{3,4}|X-One', ['X-One', 'ab_1234']],
    ['AB_[0-9]', []],
    ['X-(One|Two)', ['x-one', 'x-two']],
  ])('%s admits %j', (list, names) => {
    expect(admitted(list)).toEqual(names)
  })

  it('refuses what is no regular expression and quotes it', () => {
    expect(() => compileAllowedHeaders('X-One|*Type')).toThrow(
      "allowedHeaderList is not a list of names or regular expressions: 'X-One|*Type'",
    )
  })
})
