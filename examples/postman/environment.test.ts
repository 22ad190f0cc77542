import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readArchive } from '../../src/iflow/archive.ts'
import { readFolder } from '../../src/iflow/folder.ts'
import { environmentFor } from './environment.ts'

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const target = { baseUrl: 'http://sluice.test', catalogueUrl: 'http://sluice.test/catalogue', adminToken: 't0ken' }

/** Environment variables that scripts of a collection use among themselves. */
const INTERNAL = ['attempt']

describe.each(['neo', 'cloud-foundry'] as const)('the %s environment', (dialect) => {
  test('holds the target and the flows as they are in their folders', async () => {
    const { values } = await environmentFor(dialect, target)
    const byKey = Object.fromEntries(values.map(({ key, value }) => [key, value]))
    expect(byKey).toMatchObject(target)
    expect(await readArchive(Buffer.from(byKey.productDetails!, 'base64'))).toEqual(await readFolder(file('../product-details')))
    expect(await readArchive(Buffer.from(byKey.orderIntake!, 'base64'))).toEqual(await readFolder(file('order-intake')))
  })

  test('describes every variable that the collection uses, and no other', async () => {
    const collection = await readFile(file(`${dialect}.postman_collection.json`), 'utf8')
    const used = [...collection.matchAll(/\{\{(\w+)\}\}|environment\.\w+\('(\w+)'/g)].map(([, inText, inScript]) => inText ?? inScript!)
    const { values } = JSON.parse(await readFile(file(`${dialect}.postman_environment.json`), 'utf8'))
    const described = values.filter((variable: { description: string }) => variable.description !== '')
    const keys = described.map((variable: { key: string }) => variable.key)
    expect(keys.sort()).toEqual([...new Set(used)].filter((name) => !INTERNAL.includes(name)).sort())
  })

  test('has no value that is a secret', async () => {
    const { values } = JSON.parse(await readFile(file(`${dialect}.postman_environment.json`), 'utf8'))
    const filled = values.filter(({ value }: { value: string }) => value !== '').map(({ key }: { key: string }) => key)
    expect(filled).toEqual(['baseUrl', 'catalogueUrl'])
  })
})

describe('the command', () => {
  const command = (argv: readonly string[], env: NodeJS.ProcessEnv) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', file('environment.ts'), ...argv], { env: { ...process.env, ...env } })

  test('prints the environment of the Sluice on this machine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-postman-'))
    await writeFile(join(folder, 'admin-token'), 't0ken\n')
    const { stdout } = await command(['neo'], { SLUICE_DATA_DIR: folder, SLUICE_URL: 'http://sluice.test' })
    await rm(folder, { recursive: true })
    const { name, values } = JSON.parse(stdout)
    expect(name).toBe('Sluice, Neo dialect')
    expect(values.slice(0, 3)).toMatchObject([
      { key: 'baseUrl', value: 'http://sluice.test' },
      { key: 'adminToken', value: 't0ken' },
      { key: 'catalogueUrl', value: 'http://sluice.test/examples/catalogue.svc' },
    ])
  })

  test('says how it is used', async () => {
    await expect(command(['saturn'], {})).rejects.toMatchObject({ code: 2, stderr: 'Name the dialect: neo or cloud-foundry\n' })
  })
})
