import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import { type Route, route } from '../admin/route.ts'
import type { ClientSecrets, SecretOwner } from '../secrets/client-secrets.ts'

const change = z.object({
  secret: z.string().optional(),
  changeMode: z.enum(['ADD', 'DELETE', 'UPDATE']).default('UPDATE'),
})

/** UAA's change of a client secret. A new one is the current one at once, as there; `DELETE` takes the older (contract oauth.md §1.8). */
export function clientSecretRoute(clientSecrets: ClientSecrets): Route {
  return route({
    method: 'PUT',
    path: '/oauth/clients/{clientId}/secret',
    summary: 'Add, delete or replace a client secret as in UAA',
    body: change,
    answer: z.strictObject({ status: z.literal('ok'), message: z.string() }),
    handle: async ({ params: { clientId }, body: { secret, changeMode } }) => {
      const owner = onlyOwner(await clientSecrets.owners(clientId))
      return { status: 'ok' as const, message: await CHANGES[changeMode](clientSecrets, owner, secret) }
    },
  })
}

type Change = (secrets: ClientSecrets, owner: SecretOwner, secret: string | undefined) => Promise<string>

const CHANGES: Readonly<Record<z.output<typeof change>['changeMode'], Change>> = {
  async ADD(secrets, owner, secret) {
    const added = await secrets.add(owner, { secret: required(secret) })
    await secrets.promote(owner, added.secret.id)
    return 'Secret is added'
  },
  async DELETE(secrets, owner) {
    const [oldest] = await secrets.list(owner)
    if (oldest === undefined) throw new SluiceError('bad-request', 'client secret is either empty or client has only one secret.')
    await secrets.delete(owner, oldest.secret.id)
    return 'Secret is deleted'
  },
  async UPDATE(secrets, owner, secret) {
    await secrets.replace(owner, { secret: required(secret) })
    return 'secret updated'
  },
}

function required(secret: string | undefined): string {
  if (secret) return secret
  throw new SluiceError('bad-request', 'client secret is either empty or client already has two secrets.')
}

function onlyOwner([owner, ...others]: readonly SecretOwner[]): SecretOwner {
  if (owner && others.length === 0) return owner
  const count = others.length + 1
  throw new SluiceError('bad-request', `${count} service keys share the client; change the secret of one: sluice secret add INSTANCE/KEY`)
}
