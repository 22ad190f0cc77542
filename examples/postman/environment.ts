import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeArchive } from '../../src/iflow/archive.ts'
import { readFolder } from '../../src/iflow/folder.ts'

export interface PostmanEnvironment {
  readonly name: string
  readonly values: readonly { readonly key: string; readonly value: string }[]
}

export type Dialect = 'neo' | 'cloud-foundry'

/** Where a collection is to run. */
export interface Target {
  /** Origin of Sluice as Postman reaches it. */
  readonly baseUrl: string
  /** Address of the product catalogue as the flow reaches it. */
  readonly catalogueUrl: string
  readonly adminToken: string
}

/** The environment template of the dialect with the values filled in that a person would fill in by hand. */
export async function environmentFor(dialect: Dialect, target: Target): Promise<PostmanEnvironment> {
  const template = JSON.parse(await readFile(file(`${dialect}.postman_environment.json`), 'utf8')) as PostmanEnvironment
  const given: Readonly<Record<string, string>> = {
    ...target,
    productDetails: await zipped('../product-details'),
    orderIntake: await zipped('order-intake'),
  }
  return { ...template, values: template.values.map((variable) => ({ ...variable, value: given[variable.key] ?? variable.value })) }
}

async function zipped(folder: string): Promise<string> {
  return Buffer.from(await writeArchive(await readFolder(file(folder)))).toString('base64')
}

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Prints an environment for the Sluice on this machine: `npx tsx examples/postman/environment.ts neo > neo.json`. */
async function main([dialect = '']: readonly string[], variables: NodeJS.ProcessEnv): Promise<void> {
  if (dialect !== 'neo' && dialect !== 'cloud-foundry') {
    console.error('Name the dialect: neo or cloud-foundry')
    process.exitCode = 2
    return
  }
  const baseUrl = variables.SLUICE_URL ?? 'http://127.0.0.1:8080'
  const adminToken = (await readFile(join(variables.SLUICE_DATA_DIR ?? './data', 'admin-token'), 'utf8')).trim()
  const environment = await environmentFor(dialect, { baseUrl, catalogueUrl: `${baseUrl}/examples/catalogue.svc`, adminToken })
  console.log(JSON.stringify(environment, undefined, 2))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2), process.env)
