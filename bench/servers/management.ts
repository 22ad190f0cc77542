import { readSettings } from '../../src/config/read-settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { startTenant } from '../../src/tenant.ts'

/** A tenant on the data folder that it is given, with a token for everything that clients poll. */
const [, , dataDir] = process.argv
const { platform, publicUrl } = await startTenant(readSettings({ dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
await platform.instances.create({ name: 'bench', plan: 'api', parameters: { roles: ['MonitoringDataRead', 'WorkspacePackagesRead'] } })
const { credentials } = await platform.keys.create('bench', 'key', {})
const { clientid, clientsecret, tokenurl } = credentials.oauth
const authorization = `Basic ${Buffer.from(`${clientid}:${clientsecret}`).toString('base64')}`
const answer = await fetch(tokenurl, {
  method: 'POST',
  headers: { authorization },
  body: new URLSearchParams({ grant_type: 'client_credentials' }),
})
const token = (await answer.json()) as { access_token: string }

console.log(JSON.stringify({ api: { url: `${publicUrl}/api/v1`, authorization: `Bearer ${token.access_token}` } }))
