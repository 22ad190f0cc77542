import type { Clock } from '../../kernel/clock.ts'
import type { Store } from '../../store/store.ts'
import type { Dialect } from '../../store/subaccounts.ts'
import { DAY, RECOMMENDED_DAYS } from '../signing-keys/key-state.ts'
import type { Subaccounts } from '../subaccounts.ts'

/** Something that stops working, or should be replaced, on a day that is known. */
export interface ExpiringThing {
  readonly kind: 'secret' | 'certificate' | 'signing-key'
  readonly dialect: Dialect
  /** The client id, `instance/key`, the user of a certificate, or the key id of a signing key. */
  readonly name: string
  /** Milliseconds since the epoch. In the past when it has expired. */
  readonly expiresAt: number
  /** The command that replaces it. */
  readonly remedy: string
}

export interface ExpiryOptions {
  readonly store: Pick<Store, 'clients' | 'services' | 'signingKeys' | 'certificates'>
  readonly subaccounts: Subaccounts
  readonly clock: Clock
  /** Interval of automatic rotation; 0 = none. */
  readonly signingKeyDays: number
}

/** Finds secrets, certificates and signing keys whose end is near. */
export class ExpiringThings {
  readonly #options: ExpiryOptions

  constructor(options: ExpiryOptions) {
    this.#options = options
  }

  /** What ends within that many days or has ended, the earliest first. */
  async within(days: number): Promise<ExpiringThing[]> {
    const latest = this.#options.clock.now() + days * DAY
    const names = await this.#keyNames()
    const found = [...(await this.#secrets(names)), ...(await this.#certificates(names)), ...(await this.#signingKeys())]
    return found.filter(({ expiresAt }) => expiresAt <= latest).sort((a, b) => a.expiresAt - b.expiresAt || a.name.localeCompare(b.name))
  }

  /** Key id → `instance/key`. */
  async #keyNames(): Promise<ReadonlyMap<string, string>> {
    const { services } = this.#options.store
    const instances = new Map((await services.instances()).map(({ id, name }) => [id, name]))
    return new Map((await services.keys()).map(({ id, instanceId, name }) => [id, `${instances.get(instanceId)}/${name}`]))
  }

  async #secrets(names: ReadonlyMap<string, string>): Promise<ExpiringThing[]> {
    const { clients } = this.#options.store
    const found: ExpiringThing[] = []
    for (const { clientId, subaccountId } of await clients.list()) {
      for (const { expiresAt, keyId } of (await clients.find(clientId))?.secrets ?? []) {
        if (expiresAt === null) continue
        const name = (keyId !== null && names.get(keyId)) || clientId
        const dialect = this.#dialectOf(subaccountId)
        found.push({ kind: 'secret', dialect, name, expiresAt, remedy: `sluice secret add ${name}` })
      }
    }
    return found
  }

  async #certificates(names: ReadonlyMap<string, string>): Promise<ExpiringThing[]> {
    const certificates = await this.#options.store.certificates.list()
    return certificates.map(({ keyId, user, clientId, subaccountId, expiresAt }) => {
      const key = keyId === null ? undefined : names.get(keyId)
      const name = key ?? user ?? clientId ?? ''
      return { kind: 'certificate', dialect: this.#dialectOf(subaccountId), name, expiresAt, remedy: renewal(key, name) }
    })
  }

  /** With automatic rotation a key is late only when the rotation is stuck for a day. */
  async #signingKeys(): Promise<ExpiringThing[]> {
    const { store, subaccounts, signingKeyDays, clock } = this.#options
    const due = (signingKeyDays || RECOMMENDED_DAYS) * DAY
    const found: ExpiringThing[] = []
    for (const { id, dialect } of [subaccounts.neo, subaccounts.cloudFoundry]) {
      const active = (await store.signingKeys.list(id)).find((key) => key.active)
      if (active === undefined) continue
      const expiresAt = (active.enabledAt ?? active.createdAt) + due
      if (signingKeyDays > 0 && clock.now() < expiresAt + DAY) continue
      found.push({ kind: 'signing-key', dialect, name: active.kid, expiresAt, remedy: `sluice signing-key add --subaccount ${dialect}` })
    }
    return found
  }

  #dialectOf(subaccountId: string): Dialect {
    return this.#options.subaccounts.neo.id === subaccountId ? 'neo' : 'cloud-foundry'
  }
}

/** A certificate is renewed in its own kind: with a new service key, or by mapping the next one to the user. */
function renewal(key: string | undefined, user: string): string {
  if (key === undefined) return `sluice certificate map --user ${user} --certificate FILE`
  const [instance] = key.split('/')
  return `sluice key create ${instance} KEY, then sluice key delete ${key.replace('/', ' ')}`
}
