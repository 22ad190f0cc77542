import { describe, expect, it } from 'vitest'
import { exchange } from './fixtures/stand-ins.ts'
import { compileTargetUrl } from './target-url.ts'

const target = (address: string, query = '', headers: Record<string, unknown> = {}) =>
  compileTargetUrl(address, query)(exchange(headers)).href

describe('the URL that a message goes to', () => {
  it.each([
    ['http://a.example/b', '', 'http://a.example/b'],
    ['https://a.example:8443/b', 'c=1&d=2', 'https://a.example:8443/b?c=1&d=2'],
    ['http://a.example/b?c=1', '', 'http://a.example/b?c=1'],
    ['http://a.example/b?c=1', 'd=2', 'http://a.example/b?c=1&d=2'],
    [
      "http://a.example/A('1 2')/x[0]",
      "$filter=Name eq 'Ü|#'",
      "http://a.example/A('1%202')/x%5B0%5D?$filter=Name%20eq%20%27%C3%9C%7C%23%27",
    ],
    ['http://a.example/50%/a%20b', 'x=100%&y=%25', 'http://a.example/50%25/a%20b?x=100%25&y=%25'],
    ['http://[::1]:81/a', '', 'http://[::1]:81/a'],
  ])('%s with query %s is %s', (address, query, href) => {
    expect(target(address, query)).toBe(href)
  })

  it('is made of expressions', () => {
    const headers = { host: 'a.example', id: 'HT-2000', q: 'x=1' }
    expect(target('http://${header.host}/products/${header.id}', '${header.q}&y=2', headers)).toBe(
      'http://a.example/products/HT-2000?x=1&y=2',
    )
  })

  it('follows CamelHttpUri, CamelHttpPath and CamelHttpQuery', () => {
    const headers = { CamelHttpUri: 'http://b.example/base/', CamelHttpPath: '/c/d', CamelHttpQuery: '?e=1' }
    expect(target('http://a.example/x', 'f=2', headers)).toBe('http://b.example/base/c/d?e=1')
    expect(target('', '', { CamelHttpUri: 'http://b.example/base?g=3' })).toBe('http://b.example/base?g=3')
  })

  it('takes a query with expressions before CamelHttpQuery', () => {
    expect(target('http://a.example/x', 'id=${header.id}', { CamelHttpQuery: 'from=caller', id: '1' })).toBe('http://a.example/x?id=1')
  })

  it.each([
    ['', "The address '' is not an http or https URL"],
    ['<Enter address>', "The address '<Enter address>' is not an http or https URL"],
    ['ftp://a.example/', "The address 'ftp://a.example/' is not an http or https URL"],
    ['http://user:secret@a b/', "The address 'http://a b/' is not an http or https URL"],
  ])('refuses %j without showing a password', (address, text) => {
    expect(() => target(address)).toThrow(expect.objectContaining({ code: 'processing-failed', message: text }))
  })
})
