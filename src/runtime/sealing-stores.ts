import type { TenantContents, TenantStores } from '../engine/stores.ts'
import type { Aggregate } from '../store/aggregates.ts'
import { openContent, sealContent } from '../store/sealed-content.ts'
import type { Vault } from '../store/vault.ts'

/** The stores with what flows want encrypted sealed on its way in and opened on its way out. */
export function sealingStores(stores: TenantStores, vault: Vault): TenantStores {
  return {
    ...sealing(stores, vault),
    idMaps: stores.idMaps,
    atomically: (work) => stores.atomically((contents) => work(sealing(contents, vault))),
  }
}

function sealing(contents: TenantContents, vault: Vault): TenantContents {
  const { dataStores, variables, messageStore, numberRanges, processingMarks, aggregates } = contents
  const opened = <T extends Aggregate | undefined>(aggregate: T): T =>
    aggregate && { ...aggregate, message: vault.decrypt(aggregate.message) }
  return {
    numberRanges,
    processingMarks,
    aggregates: {
      put: (aggregate) => aggregates.put({ ...aggregate, message: vault.encrypt(aggregate.message) }),
      open: async (step, correlation) => opened(await aggregates.open(step, correlation)),
      find: async (messageGuid) => opened(await aggregates.find(messageGuid)),
      due: async (step, now, limit) => (await aggregates.due(step, now, limit)).map(opened),
      unannounced: async (step) => (await aggregates.unannounced(step)).map(opened),
      delete: (messageGuid) => aggregates.delete(messageGuid),
    },
    dataStores: {
      entries: (filter, now) => dataStores.entries(filter, now),
      ready: (store, limit, now) => dataStores.ready(store, limit, now),
      retryOf: (key) => dataStores.retryOf(key),
      retryLater: (key, retry) => dataStores.retryLater(key, retry),
      put: (entry, content, overwrite) => dataStores.put(entry, entry.encrypted ? sealContent(content, vault) : content, overwrite),
      find: (key, now) => dataStores.find(key, now),
      delete: (key, now) => dataStores.delete(key, now),
      async content(key, now) {
        const content = await dataStores.content(key, now)
        const entry = content && (await dataStores.find(key, now))
        return content && entry?.encrypted ? openContent(content, vault) : content
      },
      async select(store, limit, now) {
        const selected = await dataStores.select(store, limit, now)
        return selected.map(({ entry, content }) => ({ entry, content: entry.encrypted ? openContent(content, vault) : content }))
      },
    },
    variables: {
      put: (variable) => variables.put(variable.encrypted ? { ...variable, value: vault.encrypt(variable.value) } : variable),
      async find(key, now) {
        const variable = await variables.find(key, now)
        return variable?.encrypted ? { ...variable, value: vault.decrypt(variable.value) } : variable
      },
    },
    messageStore: {
      write(record) {
        if (!record.entry.encrypted) return messageStore.write(record)
        const seal = <T extends { readonly content: Uint8Array }>(part: T): T => ({ ...part, content: sealContent(part.content, vault) })
        return messageStore.write({ ...seal(record), attachments: record.attachments.map(seal) })
      },
    },
  }
}
