import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CsrfProtection } from './csrf.ts'
import type { HttpRequest } from './http.ts'

const csrf = new CsrfProtection((text) => createHmac('sha256', 'key').update(text).digest('hex'))

function request(method: string, headers: Record<string, string> = {}, secure = false): HttpRequest {
  const headerValues = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  return { method, headers, headerValues, secure } as unknown as HttpRequest
}

const fetchToken = (headers = {}, secure = false) =>
  csrf.headersFor(request('GET', { 'x-csrf-token': 'Fetch', ...headers }, secure), 'alice')
/** What a browser sends back of a `Set-Cookie`. */
const cookieOf = (headers: Record<string, string>) => headers['Set-Cookie']?.split(';')[0] ?? ''

describe('CsrfProtection', () => {
  test('gives a token only when it is asked for one', () => {
    expect(csrf.headersFor(request('GET'), 'alice')).toEqual({})
    expect(fetchToken()).toEqual({
      'X-CSRF-Token': expect.stringMatching(/^[0-9a-f]{64}$/),
      'Set-Cookie': expect.stringMatching(/^JSESSIONID=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Lax$/),
    })
  })

  test('over https the cookie stays on https', () => {
    expect(fetchToken({}, true)['Set-Cookie']).toMatch(/; Secure$/)
  })

  test('a token is good with the cookie that came with it, again and again', () => {
    const fetched = fetchToken()
    const call = request('POST', { 'x-csrf-token': fetched['X-CSRF-Token']!, cookie: `other=1; ${cookieOf(fetched)}` })
    expect([csrf.accepts(call, 'alice'), csrf.accepts(call, 'alice')]).toEqual([true, true])
  })

  test('a session that the caller has is kept', () => {
    const first = fetchToken()
    expect(fetchToken({ cookie: cookieOf(first) })).toEqual(first)
  })

  test.each([
    ['no token', () => ({ cookie: cookieOf(fetchToken()) })],
    ['no cookie', () => ({ 'x-csrf-token': fetchToken()['X-CSRF-Token']! })],
    ['a token of another session', () => ({ 'x-csrf-token': fetchToken()['X-CSRF-Token']!, cookie: cookieOf(fetchToken()) })],
    ['a cookie of the caller’s own making', () => ({ 'x-csrf-token': fetchToken()['X-CSRF-Token']!, cookie: 'JSESSIONID=guess' })],
  ])('refuses %s', (_, headers) => {
    expect(csrf.accepts(request('POST', headers() as Record<string, string>), 'alice')).toBe(false)
  })

  test('refuses the token of another user', () => {
    const fetched = fetchToken()
    const call = request('POST', { 'x-csrf-token': fetched['X-CSRF-Token']!, cookie: cookieOf(fetched) })
    expect(csrf.accepts(call, 'bob')).toBe(false)
  })
})
