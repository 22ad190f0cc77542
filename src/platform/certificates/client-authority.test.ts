import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { memoryVault } from '../../store/open-vault.ts'
import { openSqliteStore } from '../../store/sqlite/open.ts'
import type { Store } from '../../store/store.ts'
import { openClientAuthority } from './client-authority.ts'

const clock = new ManualClock()
const vault = memoryVault()
const WISH = { subject: 'O=Acme, CN=acme', validityDays: 1, keyLength: 2048 }

let store: Store
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:', clock })
})
afterEach(() => store.close())

const open = () => openClientAuthority({ settings: store.settings, vault, clock })

test('is made once, and its private key is stored unreadably', async () => {
  const first = await open()
  const again = await open()
  expect(again.certificatePem).toBe(first.certificatePem)
  expect(await store.settings.get('client-authority')).not.toContain('PRIVATE KEY')
  const authority = new X509Certificate(first.certificatePem)
  const certificate = new X509Certificate((await again.issue(WISH)).certificate)
  expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true)
})

test('two processes that start at once end with the same one', async () => {
  const [one, two] = await Promise.all([open(), open()])
  expect(one.certificatePem).toBe(two.certificatePem)
})

test('issues certificates that begin now, with serial numbers of their own', async () => {
  const authority = await open()
  const [one, two] = await Promise.all([authority.issue(WISH), authority.issue(WISH)])
  const certificate = new X509Certificate(one.certificate)
  expect(certificate.validFrom).toBe('Jan  1 00:00:00 2026 GMT')
  expect(certificate.validTo).toBe('Jan  2 00:00:00 2026 GMT')
  expect(certificate.serialNumber).not.toBe(new X509Certificate(two.certificate).serialNumber)
})
