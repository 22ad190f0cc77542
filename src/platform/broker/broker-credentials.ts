import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readAuthorization } from '../../identity/authorization-header.ts'
import { Refusal } from '../../identity/refusals.ts'
import { readSecret, writeSecret } from '../../identity/secret-file.ts'
import { equal } from '../../identity/secrets.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpRequest } from '../../kernel/http.ts'
import type { Vault } from '../../store/vault.ts'

export interface BrokerCredentialOptions {
  readonly dataDir: string
  /** `user:password`; empty = from the file `broker-credentials` in the data folder, which is made when it is missing. */
  readonly configured: string
  readonly vault: Pick<Vault, 'hmac'>
}

/** Decides whether a platform may use the service broker: by credentials that open nothing else (contract oauth.md X72). */
export class BrokerCredentials {
  readonly #digest: (text: string) => Buffer
  readonly #expected: Buffer

  constructor(credentials: string, vault: Pick<Vault, 'hmac'>) {
    this.#digest = (text) => vault.hmac('broker credentials', text)
    this.#expected = this.#digest(credentials)
  }

  /** The user of the platform. Throws refusals. */
  require(request: HttpRequest): { user: string } {
    const presented = readAuthorization(request)
    if (presented.scheme !== 'basic') throw new Refusal('unsupported-scheme', { scheme: 'other', value: presented.scheme })
    for (const { clientId: user, secret } of presented.readings) {
      if (equal(this.#digest(`${user}:${secret}`), this.#expected)) return { user }
    }
    throw new Refusal('broker-credentials-wrong', { user: presented.readings[0]?.clientId.slice(0, 200) })
  }
}

export async function openBrokerCredentials({ dataDir, configured, vault }: BrokerCredentialOptions): Promise<BrokerCredentials> {
  const credentials = configured || (await credentialsInFile(join(dataDir, 'broker-credentials')))
  if (/^[^:]+:.+$/.test(credentials)) return new BrokerCredentials(credentials, vault)
  throw new SluiceError('unavailable', 'The broker credentials must be a user and a password with a colon between them')
}

async function credentialsInFile(file: string): Promise<string> {
  const stored = await readSecret(file)
  if (stored !== undefined) return stored
  const made = `broker:${randomBytes(24).toString('base64url')}`
  await writeSecret(file, made)
  return made
}
