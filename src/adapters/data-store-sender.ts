import { Body } from '../engine/body.ts'
import { type AdapterContext, defineSender } from '../engine/define-adapter.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, flag, integer, text } from '../engine/fields.ts'
import type { Inbox, MessageIdentity, PollTrigger } from '../engine/poll.ts'
import type { Services } from '../engine/services.ts'
import type { TenantContents } from '../engine/stores.ts'
import type { DataStoreEntry, DataStoreKey } from '../store/data-stores.ts'

const ENTRY_ID_HEADER = 'SapDataStoreId'
const RETRIES_HEADER = 'SAP_DataStoreRetries'
const LONGEST_NAME = 40
const SECOND = 1000
const MINUTE = 60 * SECOND
/** Entries that are looked at in one go. */
const BATCH = 20

/** SAP Help, “Data Store Sender Adapter”. */
export default defineSender({
  adapter: 'DataStoreConsumer',
  label: 'Data Store sender',
  doc: 'Starts the flow once for each entry of a data store and deletes the entry when the message has ended well.',
  fields: {
    storageName: text('storageName', 'Name of the data store, without blanks and of 40 characters at most.'),
    visibility: choice('visibility', 'Whether the flow alone or every flow sees the data store.', ['local', 'global'], 'local'),
    pollInterval: integer('PollDelay', 'Seconds to wait when no entry was ready, 1 to 300.', 10),
    retryInterval: integer('RetryInterval', 'Minutes until a message that failed is tried again, 1 to 1440.', 1),
    exponentialBackoff: flag('ExponentialBackoff', 'Doubles the retry interval with each failure of a message.', false),
    maximumRetryInterval: integer('MaxRetryInterval', 'With exponential backoff: longest retry interval in minutes, 10 to 1440.', 60),
    lockTimeout: integer('file_lock_timeout', 'Minutes after which a message that a crash interrupted is processed again, 1 to 300.', 10),
  },
  compile(config, context): PollTrigger {
    checkName(config.storageName, context)
    checkRange('Poll Interval', config.pollInterval, [1, 300], context)
    checkRange('Retry Interval', config.retryInterval, [1, 1440], context)
    if (config.exponentialBackoff) checkRange('Maximum Retry Interval', config.maximumRetryInterval, [10, 1440], context)
    checkRange('Lock Timeout', config.lockTimeout, [1, 300], context)
    const flowId = config.visibility === 'global' ? '' : context.flow.id
    const consumer = new Consumer({ storeName: config.storageName, flowId, type: '' }, config, context.flow.services)
    return { kind: 'poll', interval: config.pollInterval * SECOND, poll: (inbox) => consumer.poll(inbox) }
  },
})

function checkName(name: string, { fail }: AdapterContext): void {
  if (name === '') fail('Data Store Name', 'It is empty')
  if (/\s/.test(name)) fail('Data Store Name', `'${name}' contains blanks`)
  if (name.length > LONGEST_NAME) fail('Data Store Name', `'${name}' is longer than ${LONGEST_NAME} characters`)
}

function checkRange(name: string, value: number, [from, to]: readonly [number, number], { fail }: AdapterContext): void {
  if (value < from || value > to) fail(name, `It must be ${from} to ${to}, not ${value}`)
}

interface RetryConfig {
  readonly retryInterval: number
  readonly exponentialBackoff: boolean
  readonly maximumRetryInterval: number
  readonly lockTimeout: number
}

/** Takes entries out of one data store. */
class Consumer {
  readonly #store: DataStoreKey
  readonly #config: RetryConfig
  readonly #services: Pick<Services, 'stores' | 'clock'>

  constructor(store: DataStoreKey, config: RetryConfig, services: Pick<Services, 'stores' | 'clock'>) {
    this.#store = store
    this.#config = config
    this.#services = services
  }

  /** Processes entries one after the other, the oldest first, as long as there are any that are ready and nobody else has. */
  async poll(inbox: Inbox): Promise<void> {
    let taken = true
    while (taken && !inbox.closed) {
      taken = false
      const { stores, clock } = this.#services
      for (const entry of await stores.dataStores.ready(this.#store, BATCH, clock.now())) {
        if (!inbox.closed && (await this.#take(entry, inbox))) taken = true
      }
    }
  }

  /** Whether the entry was processed; no when another node has it. */
  async #take(entry: DataStoreEntry, inbox: Inbox): Promise<boolean> {
    const { stores, clock } = this.#services
    const lock = { kind: 'lock', vendor: 'SAP', component: 'DataStoreConsumer', source: sourceOf(entry), entry: entry.id } as const
    const createdAt = clock.now()
    const expiresAt = createdAt + this.#config.lockTimeout * MINUTE
    if (!(await stores.processingMarks.claim({ ...lock, createdAt, expiresAt }))) return false
    try {
      return await this.#process(entry, inbox)
    } finally {
      await stores.processingMarks.release(lock, clock.now())
    }
  }

  async #process(entry: DataStoreEntry, inbox: Inbox): Promise<boolean> {
    const { dataStores } = this.#services.stores
    const now = this.#services.clock.now()
    const retry = await dataStores.retryOf(entry)
    if ((retry && retry.retryAt > now) || !(await isThere(entry, dataStores, now))) return false
    const delivery = await inbox.deliver({ identity: retry, retries: true, fill: (exchange) => this.#fill(exchange, entry) })
    if (delivery.failure !== undefined) await this.#retryLater(entry, delivery.identity)
    return true
  }

  async #fill(exchange: Exchange, entry: DataStoreEntry): Promise<void> {
    const { stores, clock } = this.#services
    const content = await stores.dataStores.content(entry, clock.now())
    exchange.body = Body.bytes(content ?? new Uint8Array())
    for (const [name, value] of Object.entries(entry.headers)) exchange.headers.set(name, value)
    exchange.headers.set(ENTRY_ID_HEADER, entry.id)
    exchange.headers.set(RETRIES_HEADER, exchange.log.retries)
    exchange.completion.add(stores, async ({ dataStores }) => {
      const now = clock.now()
      if (await isThere(entry, dataStores, now)) await dataStores.delete(entry, now)
    })
  }

  async #retryLater(entry: DataStoreEntry, { retries, ...identity }: MessageIdentity): Promise<void> {
    const { stores, clock } = this.#services
    const { retryInterval, exponentialBackoff, maximumRetryInterval } = this.#config
    const minutes = exponentialBackoff ? Math.min(retryInterval * 2 ** retries, maximumRetryInterval) : retryInterval
    const now = clock.now()
    const retryAt = now + minutes * MINUTE
    if (!(await isThere(entry, stores.dataStores, now))) return
    await stores.dataStores.retryLater(entry, { ...identity, retries: retries + 1, retryAt })
  }
}

/** Whether the entry is the same still: another one may have taken its place. */
async function isThere(entry: DataStoreEntry, dataStores: TenantContents['dataStores'], now: number): Promise<boolean> {
  const found = await dataStores.find(entry, now)
  return found?.messageId === entry.messageId && found.createdAt === entry.createdAt
}

const sourceOf = ({ storeName, flowId }: DataStoreKey): string => (flowId === '' ? storeName : `${storeName}@${flowId}`)
