import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import newman, { type RunOptions, type Summary } from 'newman'
import { describe, expect, test } from 'vitest'
import { environmentFor } from '../../examples/postman/environment.ts'
import { CATALOGUE_PATH } from '../../src/demo/catalogue.ts'
import { loadDemo } from '../../src/demo/load.ts'
import type { Dialect } from '../../src/store/subaccounts.ts'
import { DIALECTS } from '../support/client.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** A collection, a folder of it or a request. */
interface Item {
  readonly name: string
  readonly item?: readonly Item[]
}

async function collectionOf(dialect: Dialect): Promise<Item> {
  const file = fileURLToPath(new URL(`../../examples/postman/${dialect}.postman_collection.json`, import.meta.url))
  return JSON.parse(await readFile(file, 'utf8'))
}

const requestsOf = ({ name, item }: Item): string[] => item?.flatMap(requestsOf) ?? [name]

/** Runs the collection as someone would who filled in its environment. */
async function runCollection(dialect: Dialect, tenant: TestTenant, catalogueUrl: string): Promise<Summary> {
  const { publicUrl: baseUrl, adminToken, dataDir } = tenant
  const environment = await environmentFor(dialect, { baseUrl, catalogueUrl, adminToken })
  return run({ collection: await collectionOf(dialect), environment, sslExtraCaCerts: join(dataDir, 'tls', 'ca.pem') })
}

const run = (options: RunOptions): Promise<Summary> =>
  new Promise((resolve, reject) => {
    newman.run(options, (error, summary) => (error ? reject(error) : resolve(summary)))
  })

/** No assertion failed, no script broke, and every request of the collection had its turn, in order. */
async function expectWholeRun(dialect: Dialect, { run }: Summary): Promise<void> {
  expect(run.failures.map(({ error, source }) => `${source?.name}: ${error.name} ${error.message}`)).toEqual([])
  const made = run.executions.map(({ item }) => item.name)
  // A request that waits for something repeats itself.
  const turns = made.filter((name, index) => name !== made[index - 1])
  expect(turns).toEqual(requestsOf(await collectionOf(dialect)))
  expect(run.stats.assertions.total).toBeGreaterThanOrEqual(turns.length)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe.each(DIALECTS)('the %s collection', (dialect) => {
  test('passes over http in an empty tenant', async () => {
    const tenant = await testTenant()
    try {
      await expectWholeRun(dialect, await runCollection(dialect, tenant, tenant.publicUrl + CATALOGUE_PATH))
    } finally {
      await tenant.stop()
    }
  })

  test('passes over https in a tenant with the demo, which has the same flow', async () => {
    const [port, httpsPort] = [await freePort(), await freePort()]
    const tenant = await testTenant({ port, httpsPort, publicUrl: `https://127.0.0.1:${httpsPort}` })
    try {
      await loadDemo(tenant)
      await expectWholeRun(dialect, await runCollection(dialect, tenant, `http://127.0.0.1:${port}${CATALOGUE_PATH}`))
    } finally {
      await tenant.stop()
    }
  })
})
