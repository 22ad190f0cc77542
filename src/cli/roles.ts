import { type Command, Option } from 'commander'
import type { AssignmentView } from '../platform/admin/assignments.ts'
import type { RoleView } from '../platform/admin/roles.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server, warn } from './command.ts'
import { table } from './table.ts'

interface ApplicationOptions extends SharedOptions {
  readonly application: 'iflmap' | 'tmn'
}

interface AssignOptions extends ApplicationOptions {
  readonly user: string
}

const SUMMARY = 'iflmap for flows, tmn for the API'

/** `sluice role …`: roles of the applications and who holds them. */
export function roleCommands(program: Command, { io }: CommandContext): void {
  const role = program.command('role').description('roles and who holds them')

  addCommand(role, 'list', { summary: 'list the roles and the users who hold them', example: 'sluice role list --application iflmap' })
    .addOption(applicationOption())
    .action(async (options: SharedOptions & Partial<ApplicationOptions>) => {
      const filter = options.application ? `?application=${options.application}` : ''
      const client = server(io, options)
      const [roles, held] = [await client.admin<RoleView[]>(`/roles${filter}`), await client.admin<AssignmentView[]>('/assignments')]
      const list = roles.map((item) => ({ ...item, users: usersOf(item, held) }))
      print(io, options, list, () =>
        table(
          ['application', 'role', 'kind', 'users'],
          list.map((item) => [item.application, item.name, item.custom ? 'custom' : 'predefined', item.users.join(', ')]),
        ),
      )
    })

  addCommand(role, 'create <role>', { summary: 'create a custom role', example: 'sluice role create Orders.send' })
    .addOption(applicationOption().default('iflmap'))
    .action(async (name: string, options: ApplicationOptions) => {
      const created = await server(io, options).admin<RoleView>('/roles', {
        method: 'POST',
        json: { application: options.application, name },
      })
      print(io, options, created, () => `Created role ${name} of ${created.application}\n`)
    })

  addCommand(role, 'assign <role>', {
    summary: 'assign a role to a user; a client acts as user oauth_client_ID',
    example: 'sluice role assign ESBMessaging.send --user oauth_client_0b5ee… --application iflmap',
  })
    .requiredOption('--user <user>', 'the user')
    .addOption(applicationOption().makeOptionMandatory())
    .action(async (name: string, options: AssignOptions) => {
      const body = { user: options.user, application: options.application, role: name }
      const client = server(io, options)
      const assigned = await client.admin<AssignmentView & { warnings: string[] }>('/assignments', { method: 'POST', json: body })
      warn(io, assigned.warnings)
      print(io, options, assigned, () => `Assigned ${name} on ${assigned.application} to ${assigned.user}\n`)
    })

  addCommand(role, 'unassign <role>', {
    summary: 'take a role from a user',
    example: 'sluice role unassign ESBMessaging.send --user oauth_client_0b5ee… --application iflmap',
  })
    .requiredOption('--user <user>', 'the user')
    .addOption(applicationOption().makeOptionMandatory())
    .action(async (name: string, options: AssignOptions) => {
      const { user, application } = options
      const path = `/assignments/${application}/${segment(name)}/${segment(user)}`
      await server(io, options).admin(path, { method: 'DELETE' })
      print(io, options, { user, application, role: name }, () => `Took ${name} on ${application} from ${user}\n`)
    })
}

function applicationOption(): Option {
  return new Option('--application <application>', SUMMARY).choices(['iflmap', 'tmn'])
}

function usersOf(role: RoleView, held: readonly AssignmentView[]): string[] {
  return held.filter((item) => item.application === role.application && item.role === role.name).map((item) => item.user)
}
