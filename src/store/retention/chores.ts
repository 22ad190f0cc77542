import type { Store } from '../store.ts'

/** Takes away up to `limit` things that are too old at `now`, the oldest first. Returns how many. */
export interface Chore {
  /** What is taken away, for the server's log. */
  readonly what: string
  run(now: number, limit: number): Promise<number>
}

/** How long things are kept that have no expiry of their own. */
export interface KeptTimes {
  readonly messageLogsKeptDays: number
  readonly messageStoreKeptDays: number
  readonly deployTasksKeptDays: number
  readonly traceKeptMinutes: number
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** Everything in the store that ends with time. What has an expiry is useless from that moment on and only takes up space. */
export function chores(store: Omit<Store, 'close'>, kept: KeptTimes): readonly Chore[] {
  const { messageLogs, messageStore, runs, runtimeArtifacts, tokens, apiClients, revocations, replays } = store
  const { dataStores, variables, processingMarks, idMaps } = store
  const { messageLogsKeptDays, messageStoreKeptDays, deployTasksKeptDays, traceKeptMinutes } = kept
  return [
    { what: 'traces', run: (now, limit) => runs.deleteTracesBefore(now - traceKeptMinutes * MINUTE, limit) },
    { what: 'message processing logs', run: (now, limit) => messageLogs.deleteBefore(now - messageLogsKeptDays * DAY, limit) },
    { what: 'persisted messages', run: (now, limit) => messageStore.deleteBefore(now - messageStoreKeptDays * DAY, limit) },
    { what: 'deploy tasks', run: (now, limit) => runtimeArtifacts.deleteTasksBefore(now - deployTasksKeptDays * DAY, limit) },
    { what: 'tokens', run: (now, limit) => tokens.deleteExpired(now, limit) },
    { what: 'API tokens', run: (now, limit) => apiClients.deleteExpiredTokens(now, limit) },
    { what: 'revocations', run: (now, limit) => revocations.deleteExpired(now, limit) },
    { what: 'ids of used proofs and assertions', run: (now, limit) => replays.deleteExpired(now, limit) },
    { what: 'data store entries', run: (now, limit) => dataStores.deleteExpired(now, limit) },
    { what: 'variables', run: (now, limit) => variables.deleteExpired(now, limit) },
    { what: 'processing marks', run: (now, limit) => processingMarks.deleteExpired(now, limit) },
    { what: 'id mappings', run: (now, limit) => idMaps.deleteExpired(now, limit) },
  ]
}
