import type { Command } from 'commander'
import type { Verdict } from '../platform/admin/explain.ts'
import type { RefusalView } from '../platform/admin/refusals.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { type Io, UsageError } from './io.ts'
import { limitOption } from './limit.ts'
import { readSecret } from './secret-input.ts'
import { momentOf, queryOf, sinceOption } from './since.ts'
import { facts, printable, table } from './table.ts'

interface ExplainOptions extends SharedOptions {
  readonly token?: string
  readonly list?: true
  readonly cause?: string
  readonly client?: string
  readonly since?: string
  readonly limit: number
}

/** `sluice explain`: why a call was refused, or would be. */
export function explainCommand(program: Command, { io }: CommandContext): void {
  addCommand(program, 'explain [request-id]', {
    summary: 'say why a call was refused (the last one without a request id), list refused calls, or say what a token may do',
    example:
      'sluice explain last\n  $ sluice explain --list --since 1h\n  $ sluice explain --token eyJ… --url http://127.0.0.1:8080/http/orders',
  })
    .option('--token <token>', 'an access token, to be tried in thought on --url; - reads stdin')
    .option('--list', 'list refused calls, newest first')
    .option('--cause <cause>', 'with --list: of this cause')
    .option('--client <id>', 'with --list: of this client')
    .addOption(sinceOption())
    .addOption(limitOption(50))
    .action(async (requestId: string | undefined, options: ExplainOptions) => {
      if (options.list) await listRefusals(io, options, requestId)
      else if (options.token === undefined) await explainRefusal(io, options, requestId ?? 'last')
      else if (requestId === undefined) await explainToken(io, options, options.token)
      else throw new UsageError('Give a request id or a token, not both')
    })
}

async function listRefusals(io: Io, options: ExplainOptions, requestId: string | undefined): Promise<void> {
  if (requestId !== undefined || options.token !== undefined) throw new UsageError('--list takes no request id and no token')
  const since = options.since && momentOf(options.since, Date.now())
  const query = queryOf({ cause: options.cause, client: options.client, since, limit: String(options.limit) })
  const refusals = await server(io, options).admin<RefusalView[]>(`/refusals${query}`)
  print(io, options, refusals, () =>
    table(
      ['time', 'request', 'call', 'status', 'client', 'cause'],
      refusals.map((item) => [
        item.time,
        item.requestId,
        `${item.method} ${item.path}`,
        String(item.status),
        item.clientId ?? 'unknown',
        item.cause,
      ]),
      'No call was refused',
    ),
  )
}

async function explainRefusal(io: Io, options: ExplainOptions, requestId: string): Promise<void> {
  const refusal = await server(io, options).admin<RefusalView>(`/refusals/${segment(requestId)}`)
  print(io, options, refusal, () => describe(refusal))
}

/** With a token `--url` is what would be called; the same server answers unless `SLUICE_URL` names another. */
async function explainToken(io: Io, options: ExplainOptions, given: string): Promise<void> {
  if (options.url === undefined || !URL.canParse(options.url)) throw new UsageError('Give the whole URL that the token is for with --url')
  const token = await readSecret(io, given, '--token')
  const client = server(io, { ...options, url: io.env.SLUICE_URL ?? new URL(options.url).origin })
  const verdict = await client.admin<Verdict>('/explain', { method: 'POST', json: { token, url: options.url } })
  print(io, options, verdict, () => describeVerdict(verdict))
}

function describe(refusal: RefusalView): string {
  const head = facts({
    call: `${refusal.method} ${refusal.path}`,
    answer: `${refusal.status} ${refusal.text}`,
    client: refusal.clientId ?? 'unknown',
    time: refusal.time,
    request: refusal.requestId,
    cause: refusal.cause,
    ...rolesOf(refusal),
  })
  return `${head}\n${sentences(refusal)}`
}

function describeVerdict(verdict: Verdict): string {
  if (verdict.accepted) return `Accepted: ${verdict.user} with roles ${verdict.roles.join(', ') || 'none'}\n`
  return `${facts({ answer: `${verdict.status} ${verdict.text}`, cause: verdict.cause, ...rolesOf(verdict) })}\n${sentences(verdict)}`
}

function rolesOf({ needed, held }: { needed: readonly string[]; held: readonly string[] }): Record<string, string> {
  return needed.length === 0 ? {} : { needed: needed.join(', '), held: held.join(', ') || 'none' }
}

function sentences({ happened, remedy }: { happened: string; remedy: string }): string {
  return `Why: ${printable(happened)}\n${remedy && `Fix: ${printable(remedy)}\n`}`
}
