import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runDemo } from '../../src/demo/demo.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
afterEach(() => tenant.stop())

test.each(['', 'https://sluice.example'])('the demo calls the example flow in both dialects (public URL %j)', async (publicUrl) => {
  tenant = await testTenant({ publicUrl })
  const report = (await runDemo(tenant, tenant.dataDir)) ?? ''
  const answer = '\\d+ ms: {"Product":{"ProductID":"HT-2000","Name":"7 inch Portable Player"'
  expect(report).toMatch(new RegExp(`^ {2}Neo: token 200, call 200 in ${answer}`, 'm'))
  expect(report).toMatch(new RegExp(`^ {2}Cloud Foundry: token 200, call 200 in ${answer}`, 'm'))
  const curl = join(tenant.dataDir, 'demo', 'neo.curl')
  expect(statSync(curl).mode & 0o777).toBe(0o600)
  const [, secret = ''] = /:(.*)"/.exec(readFileSync(curl, 'utf8')) ?? []
  expect(secret.length).toBeGreaterThan(20)
  expect(report).not.toContain(secret)
})

test('a tenant in use gets no demo, and a loaded one none again', async () => {
  tenant = await testTenant()
  await tenant.platform.clients.register({ name: 'Mine', application: 'iflmap' })
  expect(await runDemo(tenant, tenant.dataDir)).toBeUndefined()
  expect(await tenant.store.design.packages()).toEqual([])
})
