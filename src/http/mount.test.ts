import { expect, test } from 'vitest'
import { findMount, type Mount } from './mount.ts'

const mount = (prefix: string): Mount => ({ prefix, path: 'normalised', handler: async () => ({ status: 200, headers: {}, body: prefix }) })
const mounts = [mount('/'), mount('/http'), mount('/oauth/token'), mount('/oauth/token/list')]

test.each([
  ['/', '/'],
  ['/http', '/http'],
  ['/http/', '/http'],
  ['/http/a/b', '/http'],
  ['/oauth/token', '/oauth/token'],
  ['/oauth/token/list/clients/x', '/oauth/token/list'],
  ['/httpx', undefined],
  ['/HTTP/a', undefined],
  ['/oauth', undefined],
])('%s belongs to %s', (path, prefix) => {
  expect(findMount(mounts, path)?.prefix).toBe(prefix)
})
