import { type KeyObject, sign } from 'node:crypto'
import { join } from 'node:path'
import { SigningKeys } from '../../src/identity/signing-keys.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { openVault } from '../../src/store/open-vault.ts'
import { accessToken, type TestClient } from '../support/client.ts'
import type { TestTenant } from '../support/tenant.ts'

type Members = Readonly<Record<string, unknown>>

/** A genuine JWT in its parts, and the key of the server: what a forger would need, and what shows that a check is the reason. */
export interface Forge {
  readonly genuine: string
  readonly header: Members
  readonly claims: Members
  readonly key: KeyObject
  /** As `/token_keys` shows it. */
  readonly published: { readonly kid: string; readonly value: string; readonly n: string; readonly e: string }
  /** The genuine token with these changes, signed by the server's own key; `undefined` leaves a member out. */
  signed(header?: Members, claims?: Members | string): string
}

export async function openForge(tenant: TestTenant, client: TestClient): Promise<Forge> {
  const { store, platform, dataDir } = tenant
  const vault = await openVault({ masterKeyFile: join(dataDir, 'master.key') })
  const keys = new SigningKeys({ store, vault, clock: systemClock })
  const { id } = client.dialect === 'neo' ? platform.subaccounts.neo : platform.subaccounts.cloudFoundry
  const genuine = await accessToken(client, 'jwt')
  const { key } = await keys.active(id)
  const [published] = await keys.published(id)
  const [header, claims] = [partOf(genuine, 0), partOf(genuine, 1)]
  return {
    genuine,
    header,
    claims,
    key,
    published: published!,
    signed: (changes = {}, claimChanges = {}) =>
      signedWith(key, { ...header, ...changes }, typeof claimChanges === 'string' ? claimChanges : { ...claims, ...claimChanges }),
  }
}

export const encode = (value: Members | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

export const partOf = (token: string, index: number): Members => JSON.parse(Buffer.from(token.split('.')[index]!, 'base64url').toString())

/** RS256 with any key. */
export function signedWith(key: KeyObject, header: Members | string, claims: Members | string): string {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}
