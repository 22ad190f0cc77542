import type { Credentials } from './basic-credentials.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import { Refusal } from './refusals.ts'
import type { Secrets } from './secrets.ts'

/** Finds the client that id and secret belong to. */
export class ClientAuthenticator {
  readonly #clients: ClientDirectory
  readonly #secrets: Secrets

  constructor(clients: ClientDirectory, secrets: Secrets) {
    this.#clients = clients
    this.#secrets = secrets
  }

  /** Tries the readings in order. Throws the refusal `unknown-client` or `wrong-secret`, which look the same on the wire. */
  async authenticate(readings: readonly Credentials[]): Promise<KnownClient> {
    let known: string | undefined
    for (const { clientId, secret } of readings) {
      const found = await this.#clients.find(clientId)
      if (found) known = clientId
      if ((await this.#secrets.verify(secret, found?.secrets ?? [])) && found) return found
    }
    if (known !== undefined) throw new Refusal('wrong-secret', { scheme: 'basic', clientId: known })
    throw await this.#unknown(readings)
  }

  /** When id and secret were swapped, what stands in the place of the id is a secret and must not be kept. */
  async #unknown(readings: readonly Credentials[]): Promise<Refusal> {
    for (const { secret } of readings) {
      if (await this.#clients.find(secret)) return new Refusal('unknown-client', { scheme: 'basic', clientId: secret, defect: 'swapped' })
    }
    return new Refusal('unknown-client', { scheme: 'basic', clientId: readings[0]?.clientId.slice(0, 200) ?? '' })
  }
}
