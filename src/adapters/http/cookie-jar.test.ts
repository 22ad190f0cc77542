import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { CookieJar } from './cookie-jar.ts'

const url = (text: string) => new URL(text)

function jarWith(from: string, ...lines: string[]): { jar: CookieJar; clock: ManualClock } {
  const clock = new ManualClock()
  const jar = new CookieJar(clock)
  jar.store(url(from), lines)
  return { jar, clock }
}

describe('a cookie', () => {
  it.each([
    ['a=1', 'http://h.example/x/y', 'a=1'],
    ['a=1', 'http://h.example/other', undefined],
    ['a=1; Path=/', 'http://h.example/other', 'a=1'],
    ['a=1; path=/x', 'http://h.example/xy', undefined],
    ['a=1; Path=/', 'http://sub.h.example/', undefined],
    ['a=1; Path=/; Domain=.h.example', 'http://sub.h.example/', 'a=1'],
    ['a=1; Path=/; Domain=other.example', 'http://h.example/', undefined],
    ['a=1; Path=/; Domain=example', 'http://h.example/', undefined],
    ['a=1; Path=/; Secure', 'http://h.example/', undefined],
    ['a=1; Path=/; Secure', 'https://h.example/', 'a=1'],
    ['a=b=c; Path=/; HttpOnly', 'http://h.example/', 'a=b=c'],
    ['novalue', 'http://h.example/x/y', undefined],
    ['=1', 'http://h.example/x/y', undefined],
    ['a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'http://h.example/', undefined],
  ])('%s set by http://h.example/x/y and asked by %s is %s', (line, asked, cookies) => {
    expect(jarWith('http://h.example/x/y', line).jar.header(url(asked))).toBe(cookies)
  })

  it('replaces the one of the same name, and the longer path comes first', () => {
    const { jar } = jarWith('http://h.example/', 'a=1', 'b=2; Path=/x', 'a=3')
    expect(jar.header(url('http://h.example/x'))).toBe('b=2; a=3')
  })

  it('ends with its age or when it is deleted', () => {
    const { jar, clock } = jarWith('http://h.example/', 'a=1; Max-Age=60', 'b=2')
    clock.advance(59_999)
    expect(jar.header(url('http://h.example/'))).toBe('a=1; b=2')
    clock.advance(1)
    expect(jar.header(url('http://h.example/'))).toBe('b=2')
    jar.store(url('http://h.example/'), ['b=; Max-Age=0'])
    expect(jar.header(url('http://h.example/'))).toBeUndefined()
  })
})
