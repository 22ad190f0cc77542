import { describe, expect, test } from 'vitest'
import { parseName, sameName } from './distinguished-name.ts'

describe('parseName', () => {
  test.each([
    ['CN=Acme, O=Acme Inc., C=DE', ['CN=acme', 'O=acme inc.', 'C=de']],
    ['cn = Acme ;o=  Acme   Inc. ', ['CN=acme', 'O=acme inc.']],
    ['CN=a\\, b\\+c\\"d,C=DE', ['CN=a, b+c"d', 'C=de']],
    ['CN=Gr\\C3\\B6\\C3\\9Fe', ['CN=größe']],
    ['CN=Größe', ['CN=größe']],
    ['CN="Acme, Inc. + Sons",C=DE', ['CN=acme, inc. + sons', 'C=de']],
    ['OU=b + CN=a, C=DE', ['CN=a+OU=b', 'C=de']],
    ['E=a@b.c, S=Bavaria', ['EMAILADDRESS=a@b.c', 'ST=bavaria']],
    ['OID.2.5.4.3=a, 2.5.4.97=VATDE-1', ['CN=a', '2.5.4.97=vatde-1']],
    ['CN=', ['CN=']],
    ['CN=a=b', ['CN=a=b']],
  ])('%s', (text, parts) => {
    expect(parseName(text)).toEqual(parts)
  })

  test.each(['', 'Acme', 'CN=a,', 'CN=a,,C=DE', 'CN="a', 'CN=a\\', '=a', 'CN=a, DE', '*'])('%j is no name', (text) => {
    expect(parseName(text)).toBeUndefined()
  })

  test('takes linear time for what never ends', () => {
    const begin = performance.now()
    expect(parseName(`CN=${'\\2c '.repeat(20_000)}"`)).toBeUndefined()
    expect(performance.now() - begin).toBeLessThan(1000)
  })
})

describe('sameName', () => {
  test.each([
    ['CN=a, O=b, C=DE', 'cn=A,o=B,c=de', true],
    ['CN=a, O=b, C=DE', 'C=DE, O=b, CN=a', true],
    ['CN=a, O=b, C=DE', 'O=b, CN=a, C=DE', false],
    ['CN=a, O=b', 'CN=a', false],
    ['CN=a', 'CN=a, O=b', false],
    ['CN=a\\, O\\=b', 'CN=a, O=b', false],
    ['CN=a', 'OU=a', false],
    ['no name', 'no name', false],
  ])('%s and %s: %s', (left, right, same) => {
    expect(sameName(left, right)).toBe(same)
  })
})
