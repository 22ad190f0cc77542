import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accessToken, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { pastToken } from '../support/past-token.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { play, type Values } from './transcript.ts'

const folder = fileURLToPath(new URL('./transcripts', import.meta.url))

let tenant: TestTenant
let values: Values
beforeAll(async () => {
  tenant = await testTenant({ failuresPerClient: 3, failuresPerSource: 0 })
  await tenant.platform.roles.create('iflmap', 'Invoices.send')
  const answer = [content('reached', { 'Content-Type': 'text/plain' })]
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: answer })
  await deploy(tenant, { id: 'Invoices', sender: https('/invoices', { userRole: 'Invoices.send' }), steps: answer })
})
beforeEach(async () => {
  values = await valuesOf()
})
afterAll(() => tenant.stop())

/** What requests in the transcripts can name: addresses, and clients of both dialects with their tokens. */
async function valuesOf(): Promise<Values> {
  const [neo, cloudFoundry] = await Promise.all(DIALECTS.map((dialect) => testClient(tenant, dialect)))
  const guessed = await testClient(tenant, 'cloud-foundry')
  const api = await testClient(tenant, 'cloud-foundry', { application: 'tmn', roles: ['MonitoringDataRead'] })
  const { subaccounts } = tenant.platform
  return {
    host: new URL(tenant.publicUrl).host,
    'https-host': new URL(tenant.httpsUrl).host,
    'admin-password': secretIn('admin-password'),
    'broker.credentials': Buffer.from(secretIn('broker-credentials')).toString('base64'),
    'neo.account': subaccounts.neo.id,
    'cf.zid': subaccounts.cloudFoundry.id,
    ...clientValues('neo', neo!),
    ...clientValues('cf', cloudFoundry!),
    ...clientValues('guessed', guessed),
    ...clientValues('api', api),
  }
}

const secretIn = (file: string): string => readFileSync(join(tenant.dataDir, file), 'utf8').trim()

function clientValues(name: string, client: TestClient): Values {
  const { id, secret } = client
  return {
    [`${name}.id`]: id,
    [`${name}.credentials`]: Buffer.from(`${id}:${secret}`).toString('base64'),
    [`${name}.wrong-credentials`]: Buffer.from(`${id}:guess`).toString('base64'),
    [`${name}.form`]: String(new URLSearchParams({ client_id: id, client_secret: secret })),
    [`${name}.jwt`]: () => accessToken(client, 'jwt'),
    [`${name}.opaque`]: () => accessToken(client, 'opaque'),
    [`${name}.expired-jwt`]: () => pastToken(tenant, client, 'jwt', 24 * 60),
  }
}

/** A new answer is recorded with `npx vitest run test/wire/transcripts.test.ts -u`. */
test.each(readdirSync(folder).filter((name) => name.endsWith('.http')))('%s', async (name) => {
  const file = join(folder, name)
  const played = await play(await readFile(file, 'utf8'), values, Number(new URL(tenant.publicUrl).port))
  await expect(played).toMatchFileSnapshot(file)
})
