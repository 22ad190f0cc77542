import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../store.ts'
import { openSqliteStore } from './open.ts'

let folder: string
let here: Store
let there: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-revocations-'))
  here = await openSqliteStore({ file: join(folder, 'sluice.db') })
  there = await openSqliteStore({ file: join(folder, 'sluice.db') })
})
afterEach(async () => {
  await Promise.all([here.close(), there.close()])
  rmSync(folder, { recursive: true })
})

test('a revocation holds at once for everybody who has the file open', async () => {
  const token = { id: 'jti-1', clientId: 'orders', issuedAt: 1000 }
  const other = { ...token, id: 'jti-2' }
  expect(await there.revocations.isRevoked(token)).toBe(false)
  await here.revocations.revokeToken({ id: 'jti-1', expiresAt: 9000 })
  expect([await there.revocations.isRevoked(token), await there.revocations.isRevoked(other)]).toEqual([true, false])
  await here.revocations.revokeClient({ clientId: 'orders', issuedUntil: 1000, expiresAt: 9000 })
  expect(await there.revocations.isRevoked(other)).toBe(true)
  expect(await there.revocations.issuedUntil('orders')).toBe(1000)
})
