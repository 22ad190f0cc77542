import { expect, test } from 'vitest'
import { comparableUri, localTarget } from './target-uri.ts'

test.each([
  ['https://sluice.test/http/orders', 'https://sluice.test/http/orders'],
  ['HTTPS://Sluice.TEST:443/http/orders', 'https://sluice.test/http/orders'],
  ['http://sluice.test:80', 'http://sluice.test/'],
  ['http://sluice.test:8080/a?b=c#d', 'http://sluice.test:8080/a'],
  ['http://sluice.test#d', 'http://sluice.test/'],
  ['http://[::1]:8080/a', 'http://[::1]:8080/a'],
  ['http://sluice.test/%7euser/caf%c3%a9', 'http://sluice.test/~user/caf%C3%A9'],
  ['http://sluice.test/a%2fb', 'http://sluice.test/a%2Fb'],
  ['http://sluice.test/a/../b', 'http://sluice.test/a/../b'],
  ['http://sluice.test/A/', 'http://sluice.test/A/'],
])('%s is %s', (uri, expected) => {
  expect(comparableUri(uri)).toBe(expected)
})

test.each([
  '',
  '/http/orders',
  'ftp://sluice.test/a',
  'http://',
  'http://sluice.test@evil.test/a',
  'http://a b/',
  ' http://sluice.test/a',
  'http://sluice.test:99999/',
])("'%s' is compared with nothing", (uri) => {
  expect(comparableUri(uri)).toBeUndefined()
})

test.each([
  ['/http/orders?a=b', '/http/orders?a=b'],
  ['http://sluice.test:8080/http/orders?a', '/http/orders?a'],
  ['http://sluice.test', ''],
])('%s is %s on this server', (target, expected) => {
  expect(localTarget(target)).toBe(expected)
})
