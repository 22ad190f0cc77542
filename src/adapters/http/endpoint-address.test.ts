import { describe, expect, it } from 'vitest'
import { parseEndpointAddress } from './endpoint-address.ts'

describe('the address of an HTTPS sender channel', () => {
  it.each([
    ['/ping', { address: '/ping', wildcard: false }],
    ['ping', { address: '/ping', wildcard: false }],
    [' /a/b-c/d.e/~f ', { address: '/a/b-c/d.e/~f', wildcard: false }],
    ['/ping/', { address: '/ping', wildcard: false }],
    ['/$batch', { address: '/$batch', wildcard: false }],
    ['/Customer/*', { address: '/Customer', wildcard: true }],
    ['Customer/v1/*', { address: '/Customer/v1', wildcard: true }],
    ['/*', { address: '/', wildcard: true }],
  ])('%s', (raw, address) => {
    expect(parseEndpointAddress(raw)).toEqual(address)
  })

  it.each([
    ['', "The address '' is not valid: it is empty"],
    ['/a b', "The address '/a b' is not valid: the character ' ' is not allowed"],
    ['<Define>', "The address '<Define>' is not valid: the character '<' is not allowed"],
    ['/a?b=c', "The address '/a?b=c' is not valid: the character '?' is not allowed"],
    ['/a*', "The address '/a*' is not valid: '*' may stand only at the end, after '/'"],
    ['/*/a', "The address '/*/a' is not valid: '*' may stand only at the end, after '/'"],
    ['/a/$b', "The address '/a/$b' is not valid: '$' may stand only right after the first '/'"],
    ['/-a', "The address '/-a' is not valid: it may not begin with '.', '-' or '~'"],
    ['../a', "The address '../a' is not valid: it may not begin with '.', '-' or '~'"],
    ['/a//b', "The address '/a//b' is not valid: it has an empty segment"],
  ])('refuses %s', (raw, text) => {
    expect(() => parseEndpointAddress(raw)).toThrow(text)
  })
})
