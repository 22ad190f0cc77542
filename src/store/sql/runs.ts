import type { NamedValue, RunStore, StoredRun, StoredTraceMessage } from '../runs.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import { readSteps } from './run-steps.ts'

const TRACE_COLUMNS = ['id', 'messageGuid', 'runId', 'childCount', 'elementId', 'size', 'mimeType'] as const

export function runStore({ db, oneOf }: SqlContext): RunStore {
  const traceMessages = () => db.selectFrom('trace_messages').select(TRACE_COLUMNS)
  return {
    async ofMessages(messageGuids) {
      const rows = await db
        .selectFrom('message_log_runs')
        .selectAll()
        .where(oneOf('messageGuid', messageGuids))
        .orderBy('start')
        .orderBy('id')
        .execute()
      return grouped(rows)
    },

    find: (runId) => db.selectFrom('message_log_runs').selectAll().where('id', '=', runId).executeTakeFirst(),

    async steps(runIds) {
      const rows = await db
        .selectFrom('message_log_run_steps as steps')
        .innerJoin('message_log_runs as run', 'run.id', 'steps.runId')
        .select(['steps.runId', 'steps.steps', 'run.start'])
        .where(oneOf('runId', runIds))
        .execute()
      return new Map(rows.map(({ runId, start, steps }) => [runId, readSteps(runId, start, steps)]))
    },

    traceMessages: (runId, childCount): Promise<StoredTraceMessage[]> =>
      traceMessages().where('runId', '=', runId).where('childCount', '=', childCount).orderBy('id').execute(),

    traceMessage: (id): Promise<StoredTraceMessage | undefined> => traceMessages().where('id', '=', id).executeTakeFirst(),

    async traceContent(id) {
      const rows = await db
        .selectFrom('trace_messages as message')
        .innerJoin('trace_contents as contents', 'contents.messageGuid', 'message.messageGuid')
        .select(['message.payload', 'message.headers', 'message.exchangeProperties', 'contents.position', 'contents.content'])
        .where('message.id', '=', id)
        .where((eb) =>
          eb('contents.position', 'in', [eb.ref('message.payload'), eb.ref('message.headers'), eb.ref('message.exchangeProperties')]),
        )
        .execute()
      const [message] = rows
      if (message === undefined) return undefined
      const at = (position: number) => rows.find((row) => row.position === position)!.content
      return {
        payload: at(message.payload),
        headers: namedValues(at(message.headers)),
        exchangeProperties: namedValues(at(message.exchangeProperties)),
      }
    },

    deleteTracesBefore: (time, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'traces', key: ['messageGuid'], column: 'recordedAt' }, time - 1, limit),
  }
}

function grouped(runs: readonly StoredRun[]): Map<string, StoredRun[]> {
  const groups = new Map<string, StoredRun[]>()
  for (const run of runs) groups.set(run.messageGuid, [...(groups.get(run.messageGuid) ?? []), run])
  return groups
}

function namedValues(content: Uint8Array): NamedValue[] {
  const pairs = JSON.parse(Buffer.from(content).toString('utf8')) as [string, string][]
  return pairs.map(([name, value]) => ({ name, value }))
}
