import type { TestTenant } from '../../test/support/tenant.ts'

/** Gives a new client the standard role and returns the `Authorization` header of its token, a JWT as flows are called with. */
export async function bearer({ platform }: Pick<TestTenant, 'platform'>): Promise<string> {
  await platform.instances.create({ name: 'bench', plan: 'integration-flow', parameters: { roles: ['ESBMessaging.send'] } })
  const { clientid, clientsecret, tokenurl } = (await platform.keys.create('bench', 'key', {})).credentials.oauth
  const answer = await fetch(tokenurl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientid}:${clientsecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`
}
