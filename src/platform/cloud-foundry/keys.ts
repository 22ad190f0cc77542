import type { Secrets } from '../../identity/secrets.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { ClientSecret } from '../../store/clients.ts'
import type { ServiceInstance, ServiceKey } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import type { ServiceInstances } from './instances.ts'
import { checkKeyParameters } from './key-parameters.ts'

/** The documented JSON of a ClientId/Secret key (contracts: odata-api §5.1). */
export interface KeyCredentials {
  readonly oauth: {
    readonly clientid: string
    readonly clientsecret: string
    /** Origin of the runtime (plan `integration-flow`) or of the API (plan `api`), without a trailing slash. */
    readonly url: string
    readonly createdate: string
    /** Full URL of the token endpoint. */
    readonly tokenurl: string
  }
}

/** Public addresses that go into keys. */
export interface KeyAddresses {
  readonly runtimeUrl: string
  readonly apiUrl: string
  readonly tokenUrl: string
}

export interface KeyOptions {
  readonly store: Pick<Store, 'services' | 'clients'>
  readonly instances: ServiceInstances
  readonly vault: Vault
  readonly secrets: Pick<Secrets, 'generate' | 'hash'>
  readonly addresses: () => KeyAddresses
  readonly clock: Clock
}

/** Service keys: each has a secret of its own for the client of its instance. */
export class ServiceKeys {
  readonly #options: KeyOptions

  constructor(options: KeyOptions) {
    this.#options = options
  }

  /** Sorted by name. */
  async list(instanceName: string): Promise<ServiceKey[]> {
    const instance = await this.#options.instances.show(instanceName)
    return this.#keysOf(instance)
  }

  /** The key with its JSON, as often as it is asked for. */
  async show(instanceName: string, name: string): Promise<{ key: ServiceKey; credentials: KeyCredentials }> {
    const key = await this.#find(instanceName, name)
    return { key, credentials: JSON.parse(this.#options.vault.decrypt(key.credentials)) as KeyCredentials }
  }

  /** Throws `conflict` for a taken name, `bad-request` for parameters that no key type has. */
  async create(instanceName: string, name: string, parameters: unknown): Promise<{ key: ServiceKey; credentials: KeyCredentials }> {
    const { instances, vault, secrets, clock } = this.#options
    const accepted = checkKeyParameters(parameters)
    const instance = await instances.show(instanceName)
    if ((await this.#keysOf(instance)).some((key) => key.name === name)) {
      throw new SluiceError('conflict', `Service instance '${instanceName}' has a key '${name}' already`)
    }
    const secret = secrets.generate()
    const credentials = this.#credentials(instance, secret)
    const encrypted = vault.encrypt(JSON.stringify(credentials))
    const key = { id: uuid(), instanceId: instance.id, name, parameters: accepted, credentials: encrypted, createdAt: clock.now() }
    const hash = await secrets.hash('generated', secret)
    await this.#put(key, { id: uuid(), clientId: instance.clientId, kind: 'generated', hash, keyId: key.id, createdAt: key.createdAt })
    return { key, credentials }
  }

  /** Ends the key's secret first, so that it opens nothing from then on. */
  async delete(instanceName: string, name: string): Promise<void> {
    const { store, instances } = this.#options
    const key = await this.#find(instanceName, name)
    const { clientId } = await instances.show(instanceName)
    const owner = await store.clients.find(clientId)
    for (const secret of owner?.secrets ?? []) {
      if (secret.keyId === key.id) await store.clients.deleteSecret(secret.id)
    }
    await store.services.deleteKey(key.id)
  }

  async #find(instanceName: string, name: string): Promise<ServiceKey> {
    const keys = await this.list(instanceName)
    const key = keys.find((candidate) => candidate.name === name)
    if (key) return key
    const known = keys.map((candidate) => candidate.name).join(', ') || 'none'
    throw new SluiceError('not-found', `Service instance '${instanceName}' has no key '${name}'. Keys: ${known}`)
  }

  async #keysOf(instance: ServiceInstance): Promise<ServiceKey[]> {
    const keys = await this.#options.store.services.keys({ instanceId: instance.id })
    return keys.sort((a, b) => a.name.localeCompare(b.name))
  }

  /** The secret first: a stop in between leaves one that nobody was told. */
  async #put(key: ServiceKey, secret: ClientSecret): Promise<void> {
    const { store } = this.#options
    await store.clients.addSecret(secret)
    try {
      await store.services.createKey(key)
    } catch (thrown) {
      await store.clients.deleteSecret(secret.id)
      throw thrown
    }
  }

  #credentials(instance: ServiceInstance, secret: string): KeyCredentials {
    const { addresses, clock } = this.#options
    const { runtimeUrl, apiUrl, tokenUrl } = addresses()
    return {
      oauth: {
        clientid: instance.clientId,
        clientsecret: secret,
        url: instance.plan === 'api' ? apiUrl : runtimeUrl,
        createdate: new Date(clock.now()).toISOString(),
        tokenurl: tokenUrl,
      },
    }
  }
}
