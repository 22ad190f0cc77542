import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { createCockpit } from './cockpit-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-cockpit-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html>')
writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'start()')
writeFileSync(join(folder, 'assets', 'main-1a2b.js.br'), brotliCompressSync('start()'))
writeFileSync(join(folder, '.built-from'), 'secret')
afterAll(() => rmSync(folder, { recursive: true }))

const get = (path: string, parts: Partial<HttpRequest> = {}): Promise<HttpResponse> =>
  createCockpit(folder)({ method: 'GET', path, headers: {}, ...parts } as HttpRequest)

test('the first page may load nothing from elsewhere and be framed by nobody', async () => {
  expect(await get('/cockpit/')).toEqual({
    status: 200,
    headers: {
      'Content-Type': 'text/html;charset=UTF-8',
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    body: Buffer.from('<!doctype html>'),
  })
})

test('the folder without its slash leads to it', async () => {
  expect(await get('/cockpit')).toEqual({ status: 308, headers: { Location: '/cockpit/' }, body: null })
})

test.each(['/cockpit/index.html', '/cockpit/security/oauth', '/cockpit/.built-from', '/cockpit/build'])(
  '%s is the first page',
  async (path) => {
    expect((await get(path)).body).toEqual(Buffer.from('<!doctype html>'))
  },
)

test('assets never change, and come compressed to who can read that', async () => {
  const plain = await get('/cockpit/assets/main-1a2b.js')
  expect(plain).toMatchObject({ status: 200, body: Buffer.from('start()') })
  expect(plain.headers).toEqual({
    'Content-Type': 'text/javascript;charset=UTF-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  })
  const packed = await get('/cockpit/assets/main-1a2b.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(packed.headers['Content-Encoding']).toBe('br')
  expect(packed.body).toEqual(brotliCompressSync('start()'))
})

test.each(['/cockpit/assets/none.js', '/cockpit/assets/main-1a2b.js.br', '/cockpit/assets/'])('%s is not there', async (path) => {
  await expect(get(path)).rejects.toMatchObject({ code: 'not-found', message: 'The cockpit has no such file; load the page again' })
})

test('it is read only', async () => {
  await expect(get('/cockpit/', { method: 'POST' })).rejects.toMatchObject({ code: 'method-not-allowed' })
})

test('without a build it says how to get one', async () => {
  const request = { method: 'GET', path: '/cockpit/', headers: {} } as HttpRequest
  await expect(createCockpit(join(folder, 'missing'))(request)).rejects.toMatchObject({
    code: 'not-found',
    message: 'The cockpit was not built: npm start builds it',
  })
})
