import type { Command } from 'commander'
import type { ApiClientView, CreatedApiClient } from '../platform/admin/api-clients.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { facts, table } from './table.ts'

interface CreateOptions extends SharedOptions {
  readonly description?: string
  readonly scopes?: string
}

/** `sluice api-client …`: clients of the platform APIs of the Neo subaccount. */
export function apiClientCommands(program: Command, { io }: CommandContext): void {
  const apiClient = program.command('api-client').description('clients of the platform APIs: roles and their holders (Neo)')

  addCommand(apiClient, 'create', {
    summary: 'create an API client; its secret is shown once',
    example: 'sluice api-client create --description Provisioning',
  })
    .option('--description <text>', 'what it is for')
    .option('--scopes <scopes>', 'hcp.readAuthorizationSettings, hcp.manageAuthorizationSettings, separated by commas; both by default')
    .action(async (options: CreateOptions) => {
      const { description, scopes } = options
      const json = { ...(description !== undefined && { description }), ...(scopes !== undefined && { scopes: scopes.split(',') }) }
      const created = await server(io, options).admin<CreatedApiClient>('/api-clients', { method: 'POST', json })
      const { clientId, secret } = created
      print(io, options, created, () => facts({ 'client id': clientId, secret, scopes: created.scopes.join(' ') }))
    })

  addCommand(apiClient, 'list', { summary: 'list the API clients', example: 'sluice api-client list' }).action(
    async (options: SharedOptions) => {
      const clients = await server(io, options).admin<ApiClientView[]>('/api-clients')
      const rows = clients.map(({ clientId, description, scopes, createdAt }) => [clientId, description, scopes.join(' '), createdAt])
      print(io, options, clients, () => table(['client id', 'description', 'scopes', 'created'], rows, 'no API clients'))
    },
  )

  addCommand(apiClient, 'delete <id>', {
    summary: 'delete an API client and end its tokens',
    example: 'sluice api-client delete ID',
  }).action(async (id: string, options: SharedOptions) => {
    await server(io, options).admin(`/api-clients/${segment(id)}`, { method: 'DELETE' })
    print(io, options, { deleted: id }, () => `Deleted API client ${id}\n`)
  })
}
