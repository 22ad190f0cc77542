import { beforeEach, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'
import { DAY } from '../signing-keys/key-state.ts'
import { ExpiringThings } from './expiring-things.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
let now: number
beforeEach(async () => {
  platform = await openPlatform()
  now = platform.clock.now()
})

const owner = { clientId: 'orders', keyId: null }
const withRotation = (signingKeyDays: number) => new ExpiringThings({ ...platform, signingKeyDays })

test('secrets with an end are found by client id or instance/key, the earliest first', async () => {
  await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders' })
  await platform.instances.create({ name: 'shop', plan: 'integration-flow', parameters: {} })
  await platform.keys.create('shop', 'laptop', undefined)
  await platform.clientSecrets.add(owner, { expiresAt: now + 3 * DAY })
  await platform.clientSecrets.add(await platform.keys.secretOwner('shop', 'laptop'), { expiresAt: now + 2 * DAY })
  const laptop = {
    kind: 'secret',
    dialect: 'cloud-foundry',
    name: 'shop/laptop',
    expiresAt: now + 2 * DAY,
    remedy: 'sluice secret add shop/laptop',
  }
  const orders = { kind: 'secret', dialect: 'neo', name: 'orders', expiresAt: now + 3 * DAY, remedy: 'sluice secret add orders' }
  expect(await platform.expiring.within(1)).toEqual([])
  expect(await platform.expiring.within(2)).toEqual([laptop])
  expect(await platform.expiring.within(30)).toEqual([laptop, orders])
  platform.clock.advance(100 * DAY)
  expect(await platform.expiring.within(0)).toEqual([laptop, orders])
})

test('the certificate of a key is found by instance/key', async () => {
  await platform.instances.create({ name: 'shop', plan: 'integration-flow', parameters: {} })
  await platform.keys.create('shop', 'machine', { 'key-type': 'certificate', validity: 4, 'key-length': 2048 })
  expect(await platform.expiring.within(3)).toEqual([])
  expect(await platform.expiring.within(4)).toEqual([
    {
      kind: 'certificate',
      dialect: 'cloud-foundry',
      name: 'shop/machine',
      expiresAt: now + 4 * DAY,
      remedy: 'sluice key create shop KEY, then sluice key delete shop machine',
    },
  ])
})

test('the certificate of a user is found by the user', async () => {
  const expiresAt = now + 5 * DAY
  const text = { thumbprint: 't', subjectDn: 'CN=maria', issuerDn: 'CN=ca', names: 'n', pem: 'p', serialNumber: '1' }
  const holder = { subaccountId: platform.subaccounts.neo.id, clientId: null, keyId: null, user: 'maria', pinned: true }
  const unchanged = { createdBy: null, modifiedBy: null, modifiedAt: now }
  await platform.store.certificates.add({ id: 'c', ...text, ...holder, issuedAt: now, expiresAt, createdAt: now, ...unchanged })
  expect(await platform.expiring.within(30)).toEqual([
    { kind: 'certificate', dialect: 'neo', name: 'maria', expiresAt, remedy: 'sluice certificate map --user maria --certificate FILE' },
  ])
})

test('a signing key is due after 90 days when nothing rotates it', async () => {
  await platform.signingKeys.add(platform.subaccounts.neo.id, { kid: 'first' })
  const due = {
    kind: 'signing-key',
    dialect: 'neo',
    name: 'first',
    expiresAt: now + 90 * DAY,
    remedy: 'sluice signing-key add --subaccount neo',
  }
  expect(await withRotation(0).within(89)).toEqual([])
  expect(await withRotation(0).within(90)).toEqual([due])
})

test('a signing key that rotates by itself is told only when it does not', async () => {
  await platform.signingKeys.add(platform.subaccounts.neo.id, { kid: 'first' })
  platform.clock.advance(11 * DAY - 1)
  expect(await withRotation(10).within(30)).toEqual([])
  platform.clock.advance(1)
  expect(await withRotation(10).within(30)).toMatchObject([{ name: 'first', expiresAt: now + 10 * DAY }])
})
