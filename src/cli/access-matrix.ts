import type { Command } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import type { AccessView } from '../platform/admin/access.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { UsageError } from './io.ts'
import { queryOf } from './since.ts'
import { facts, printable, table } from './table.ts'

interface AccessMatrixOptions extends SharedOptions {
  readonly client?: string
  readonly endpoint?: string
  readonly method?: string
}

/** `sluice access`: who may call what, and why; with a client and an endpoint a dry run. */
export function accessCommand(program: Command, { io }: CommandContext): void {
  addCommand(program, 'access', {
    summary: 'say which clients may call which endpoints and API areas, and why; nothing is sent',
    example: 'sluice access\n  $ sluice access --client orders --endpoint /http/orders',
  })
    .option('--client <id>', 'one client; with --endpoint exit code 1 when it is denied')
    .option('--endpoint <endpoint>', 'a URL, path, address or flow, or an area of the API such as "view message logs"')
    .option('--method <method>', 'method of a call to a path of the API (GET)')
    .action(async (options: AccessMatrixOptions) => {
      const { client, endpoint, method } = options
      if (method !== undefined && endpoint === undefined) throw new UsageError('Give the --endpoint that --method is for')
      const answers = await server(io, options).admin<AccessView[]>(`/access${queryOf({ client, endpoint, method })}`)
      if (client === undefined || endpoint === undefined) {
        print(io, options, answers, () => matrix(answers))
        return
      }
      print(io, options, answers, () => answers.map(describe).join('\n'))
      const denied = answers.find((answer) => !answer.allowed)
      if (denied) throw new SluiceError('forbidden', `${client} may not call ${denied.target.name}`)
    })
}

const matrix = (answers: readonly AccessView[]): string =>
  table(
    ['client', 'dialect', 'kind', 'name', 'may', 'why'],
    answers.map((answer) => [
      answer.caller.clientId,
      answer.caller.dialect ?? '',
      answer.target.kind,
      answer.target.name,
      answer.allowed ? 'yes' : 'no',
      answer.allowed ? reasonOf(answer.roles) : answer.cause,
    ]),
    'There are no clients, or nothing that can be called',
  )

const reasonOf = (roles: readonly string[]): string => (roles.length === 0 ? 'no role needed' : roles.join(', '))

function describe(answer: AccessView): string {
  const head = { client: answer.caller.clientId, [answer.target.kind]: answer.target.name }
  if (answer.allowed) return `${facts({ ...head, answer: 'allowed', through: reasonOf(answer.roles) })}`
  const { status, cause, needed, held, happened, remedy } = answer
  const roles = { needed: needed.join(', ') || 'none', held: held.join(', ') || 'none' }
  return `${facts({ ...head, answer: `denied with ${status}`, cause, ...roles })}\nWhy: ${printable(happened)}\nFix: ${printable(remedy)}\n`
}
