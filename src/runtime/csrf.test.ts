import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../kernel/http.ts'
import { memoryVault } from '../store/open-vault.ts'
import { CsrfProtection } from './csrf.ts'

const csrf = new CsrfProtection(memoryVault())
const request = (method: string, headers: Record<string, string> = {}, secure = false) =>
  ({ method, headers, secure }) as unknown as HttpRequest

/** What a browser sends back of a `Set-Cookie`. */
const cookieOf = (setCookie: string) => setCookie.split(';')[0]!

describe('CsrfProtection', () => {
  test.each([
    ['GET', { 'x-csrf-token': 'Fetch' }, true],
    ['HEAD', { 'x-csrf-token': 'fetch' }, true],
    ['POST', { 'x-csrf-token': 'Fetch' }, false],
    ['GET', {}, false],
  ])('%s %j asks for a token: %s', (method, headers, expected) => {
    expect(csrf.isFetch(request(method, headers))).toBe(expected)
  })

  test('a token is good with the cookie that came with it, again and again', () => {
    const { token, cookie } = csrf.issue(request('GET'))
    expect(cookie).toMatch(/^JSESSIONID=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict$/)
    const call = request('POST', { 'x-csrf-token': token, cookie: `other=1; ${cookieOf(cookie)}` })
    expect([csrf.refuse(call), csrf.refuse(call)]).toEqual([undefined, undefined])
  })

  test('a session that the caller has is kept', () => {
    const first = csrf.issue(request('GET'))
    const second = csrf.issue(request('GET', { cookie: cookieOf(first.cookie) }))
    expect(second).toEqual(first)
  })

  test('over https the cookie stays on https', () => {
    expect(csrf.issue(request('GET', {}, true)).cookie).toMatch(/; Secure$/)
  })

  test.each([
    ['no token', {}, 'csrf-token-missing'],
    ['an empty token', { 'x-csrf-token': '' }, 'csrf-token-missing'],
    ['a token without cookie', { 'x-csrf-token': 'AB' }, 'csrf-token-wrong'],
    [
      'a token of another session',
      { 'x-csrf-token': csrf.issue(request('GET')).token, cookie: cookieOf(csrf.issue(request('GET')).cookie) },
      'csrf-token-wrong',
    ],
    ['a cookie of the caller’s own making', { 'x-csrf-token': 'AB', cookie: 'JSESSIONID=guess' }, 'csrf-token-wrong'],
  ])('POST with %s is refused', (_, headers, cause) => {
    expect(csrf.refuse(request('POST', headers as Record<string, string>))).toBe(cause)
  })

  test.each(['GET', 'HEAD', 'OPTIONS'])('%s needs no token', (method) => {
    expect(csrf.refuse(request(method))).toBeUndefined()
  })
})
