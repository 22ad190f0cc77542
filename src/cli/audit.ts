import { open } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import type { AuditEntryView, AuditVerdictView } from '../platform/admin/audit.ts'
import type { ServerClient } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { limitOption } from './limit.ts'
import { momentOf, queryOf, sinceOption } from './since.ts'
import { table } from './table.ts'

interface AuditOptions extends SharedOptions {
  readonly since?: string
  readonly user?: string
  readonly action?: string
  readonly limit: number
}

const ACTIONS = ['create', 'read', 'update', 'delete', 'deploy', 'undeploy', 'refuse']

/** Entries that the export asks for at a time. */
const PAGE = 1000

/** `sluice audit …`: who did what, when and from where. */
export function auditCommands(program: Command, { io }: CommandContext): void {
  const audit = addCommand(program, 'audit', {
    summary: 'who did what, when and from where: list the newest entries of the audit log',
    example: 'sluice audit --since 24h --user admin',
  })
    .addOption(sinceOption())
    .option('--user <user>', 'a user or client id')
    .addOption(new Option('--action <action>', 'what was done').choices(ACTIONS))
    .addOption(limitOption(50))
    .action(async (options: AuditOptions) => {
      const since = options.since && momentOf(options.since, Date.now())
      const query = queryOf({ since, user: options.user, action: options.action, limit: String(options.limit) })
      const entries = await server(io, options).admin<AuditEntryView[]>(`/audit${query}`)
      print(io, options, entries, () => words(entries))
    })

  audit.enablePositionalOptions()

  addCommand(audit, 'export <file>', {
    summary: 'write the whole audit log as JSON lines, oldest first; - writes to stdout',
    example: 'sluice audit export audit.jsonl',
  }).action(async (file: string, options: SharedOptions) => {
    const client = server(io, options)
    const count = file === '-' ? await exportTo(client, async (text) => void io.stdout.write(text)) : await exportToFile(client, file)
    if (file !== '-') print(io, options, { file, entries: count }, () => `Wrote ${count} entries to ${file}\n`)
  })

  addCommand(audit, 'verify', {
    summary: 'check that every entry is there and as it was written; exit code 1 when not',
    example: 'sluice audit verify',
  }).action(async (options: SharedOptions) => {
    const verdict = await server(io, options).admin<AuditVerdictView>('/audit/verification')
    print(io, options, verdict, () => (verdict.intact ? `Intact: ${extentOf(verdict)}\n` : ''))
    if (!verdict.intact)
      throw new SluiceError('conflict', `The audit log was tampered with at entry ${verdict.sequence}. ${verdict.problem}`)
  })
}

const extentOf = ({ first, last }: { first: number; last: number }): string => (first > last ? 'no entries' : `entries ${first} to ${last}`)

const words = (entries: readonly AuditEntryView[]): string =>
  table(
    ['time', 'user', 'from', 'what'],
    entries.map(({ time, user, remoteAddress, text }) => [time, user, remoteAddress, text]),
    'The audit log has no such entry',
  )

/** A new file that only its owner can read. Throws when it exists. */
async function exportToFile(client: ServerClient, file: string): Promise<number> {
  const handle = await open(file, 'wx', 0o600)
  try {
    return await exportTo(client, (text) => handle.appendFile(text))
  } finally {
    await handle.close()
  }
}

async function exportTo(client: ServerClient, write: (text: string) => Promise<void>): Promise<number> {
  let after = 0
  let count = 0
  for (;;) {
    const page = await client.admin<AuditEntryView[]>(`/audit?after=${after}&limit=${PAGE}`)
    await write(page.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    count += page.length
    after = page.at(-1)?.sequence ?? after
    if (page.length < PAGE) return count
  }
}
