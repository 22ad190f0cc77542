import { currentSecret } from '../../identity/current-secret.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { ClientSecret } from '../../store/clients.ts'
import type { ServiceInstance, ServiceKey } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import type { SecretOwner } from '../secrets/client-secrets.ts'
import type { ServiceInstances } from './instances.ts'
import { clientIdOf, createOwnClient, hasClientPerKey, ownClientId } from './key-client.ts'
import {
  type KeyCredentialMembers,
  type KeyMaterial,
  type KeyMaterialOptions,
  makeKeyMaterial,
  type SecretMembers,
} from './key-material.ts'
import { checkKeyParameters, type SecretParameters } from './key-parameters.ts'

/** The documented JSON of a key (contracts: odata-api §5.1, oauth §1.6). */
export interface KeyCredentials<M = KeyCredentialMembers> {
  readonly oauth: M & {
    readonly clientid: string
    /** Origin of the runtime (plan `integration-flow`) or of the API (plan `api`), without a trailing slash. */
    readonly url: string
    readonly createdate: string
    /** Full URL of the token endpoint. */
    readonly tokenurl: string
    /** Origin of the addresses where certificates are asked for; of keys with a certificate only. */
    readonly certurl?: string
  }
}

export interface CreatedKey<M = KeyCredentialMembers> {
  readonly key: ServiceKey
  readonly credentials: KeyCredentials<M>
}

/** Public addresses that go into keys. */
export interface KeyAddresses {
  readonly runtimeUrl: string
  readonly apiUrl: string
  readonly tokenUrl: string
  /** Origin where client certificates are asked for. */
  readonly certificateUrl: string
}

export interface KeyOptions extends KeyMaterialOptions {
  readonly store: Pick<Store, 'services' | 'clients' | 'certificates'>
  readonly instances: ServiceInstances
  readonly vault: Vault
  readonly addresses: () => KeyAddresses
}

/** Service keys: each has secrets of its own for the client of its instance, or a client of its own (ADR 007). */
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
  async show(instanceName: string, name: string): Promise<CreatedKey> {
    const key = await this.#find(instanceName, name)
    const credentials = JSON.parse(this.#options.vault.decrypt(key.credentials)) as KeyCredentials
    return { key, credentials: await this.#withCurrentSecret(instanceName, key, credentials) }
  }

  /** When its certificate or its current secret ends; `null` = never. */
  async expiryOf(instanceName: string, key: ServiceKey): Promise<number | null> {
    const [certificate] = await this.#options.store.certificates.list({ keyId: key.id })
    return (certificate ?? (await this.#currentSecret(instanceName, key)))?.expiresAt ?? null
  }

  /** Whose secrets those of the key are. */
  async secretOwner(instanceName: string, name: string): Promise<SecretOwner> {
    const instance = await this.#options.instances.show(instanceName)
    const { id } = await this.#find(instanceName, name)
    return { clientId: await clientIdOf(instance, id, this.#options.store), keyId: id }
  }

  /** Throws `conflict` for a taken name, `bad-request` for parameters that no key type has. */
  create(instanceName: string, name: string, parameters: SecretParameters | undefined): Promise<CreatedKey<SecretMembers>>
  create(instanceName: string, name: string, parameters: unknown): Promise<CreatedKey>
  async create(instanceName: string, name: string, parameters: unknown): Promise<CreatedKey> {
    const { instances, vault, clock } = this.#options
    const accepted = checkKeyParameters(parameters)
    const instance = await instances.show(instanceName)
    if ((await this.#keysOf(instance)).some((key) => key.name === name)) {
      throw new SluiceError('conflict', `Service instance '${instanceName}' has a key '${name}' already`)
    }
    const id = uuid()
    const clientId = hasClientPerKey(instance) ? ownClientId(instance, id) : instance.clientId
    const material = await makeKeyMaterial(accepted, { instance, clientId, keyId: id }, this.#options)
    const credentials = this.#credentials(instance, clientId, material)
    const encrypted = vault.encrypt(JSON.stringify(credentials))
    const key = { id, instanceId: instance.id, name, parameters: accepted, credentials: encrypted, createdAt: clock.now() }
    await this.#put(instance, key, clientId, material)
    return { key, credentials }
  }

  /** Ends the key's secrets and certificate first, so that they open nothing from then on. */
  async delete(instanceName: string, name: string): Promise<void> {
    const { store, instances } = this.#options
    const key = await this.#find(instanceName, name)
    await this.#endMaterial(await instances.show(instanceName), key)
    await store.services.deleteKey(key.id)
  }

  async #endMaterial(instance: ServiceInstance, { id: keyId }: ServiceKey): Promise<void> {
    const { clients, certificates } = this.#options.store
    const own = await clients.find(ownClientId(instance, keyId))
    const shared = own ? undefined : await clients.find(instance.clientId)
    if (own) await clients.delete(own.client.clientId)
    for (const secret of shared?.secrets ?? []) {
      if (secret.keyId === keyId) await clients.deleteSecret(secret.id)
    }
    for (const { id } of await certificates.list({ keyId })) await certificates.delete(id)
  }

  /** A secret that was added to the key and promoted stands beside the key's JSON. */
  async #withCurrentSecret(instanceName: string, key: ServiceKey, credentials: KeyCredentials): Promise<KeyCredentials> {
    const current = await this.#currentSecret(instanceName, key)
    if (current === undefined || current.encrypted === null) return credentials
    return { ...credentials, oauth: { ...credentials.oauth, clientsecret: this.#options.vault.decrypt(current.encrypted) } }
  }

  async #currentSecret(instanceName: string, { id }: ServiceKey): Promise<ClientSecret | undefined> {
    const { store, instances } = this.#options
    const owner = await store.clients.find(await clientIdOf(await instances.show(instanceName), id, store))
    return currentSecret((owner?.secrets ?? []).filter(({ keyId }) => keyId === id))
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

  /** Secret or certificate first: a stop in between leaves one that nobody was told. */
  async #put(instance: ServiceInstance, key: ServiceKey, clientId: string, { secrets, certificates }: KeyMaterial): Promise<void> {
    const { store } = this.#options
    try {
      if (clientId !== instance.clientId) await createOwnClient(instance, key, { clientId, secrets }, store)
      else for (const secret of secrets) await store.clients.addSecret(secret)
      for (const certificate of certificates) await store.certificates.add(certificate)
      await store.services.createKey(key)
    } catch (thrown) {
      await this.#endMaterial(instance, key)
      throw thrown
    }
  }

  /** A certificate is asked for at the https address alone. */
  #credentials(instance: ServiceInstance, clientid: string, { members, certificates }: KeyMaterial): KeyCredentials {
    const { addresses, clock } = this.#options
    const { runtimeUrl, apiUrl, tokenUrl, certificateUrl } = addresses()
    const createdate = new Date(clock.now()).toISOString()
    if (certificates.length > 0) {
      const tokenurl = certificateUrl + new URL(tokenUrl).pathname
      return { oauth: { clientid, ...members, url: certificateUrl, createdate, tokenurl, certurl: certificateUrl } }
    }
    return { oauth: { clientid, ...members, url: instance.plan === 'api' ? apiUrl : runtimeUrl, createdate, tokenurl: tokenUrl } }
  }
}
