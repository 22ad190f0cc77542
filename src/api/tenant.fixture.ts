import { readArchive, writeArchive } from '../iflow/archive.ts'
import { ManualClock } from '../kernel/clock.ts'
import { CsrfProtection } from '../kernel/csrf.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpResponse } from '../kernel/http.ts'
import { aRequest } from '../odata/library.fixture.ts'
import type { Deployments, Endpoint } from '../runtime/deployments.ts'
import { runningMessages } from '../runtime/running-messages.ts'
import { memoryVault } from '../store/open-vault.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { createManagementApi, type ManagementApiOptions } from './management-api.ts'
import { PERMISSIONS } from './roles.ts'

export const PUBLIC_URL = 'https://tenant.example'
export const API = `${PUBLIC_URL}/api/v1`

/** Every Cloud Foundry role template that the API knows. */
export const ALL_ROLES = [...new Set(Object.values(PERMISSIONS).flatMap(({ cloudFoundry }) => cloudFoundry))]

/** Deployments that start or fail as told, when told; what they keep is in the store. */
class ManualDeployments implements Deployments {
  readonly #store: Store
  readonly #clock: ManualClock
  #tasks = 0
  list: Endpoint[] = []

  constructor(store: Store, clock: ManualClock) {
    this.#store = store
    this.#clock = clock
  }

  async deploy(artifactId: string, deployedBy: string): Promise<string> {
    const artifact = await this.#store.design.artifact(artifactId)
    if (artifact === undefined) throw new SluiceError('not-found', 'Integration design time artifact not found')
    const { id, type, version, name, packageId } = artifact
    const deployedOn = this.#clock.now()
    await this.#store.runtimeArtifacts.put(
      { id, type, version, name, packageId, status: 'STARTING', error: null, deployedBy, deployedOn },
      (await this.#store.design.content(id))!,
    )
    this.#tasks++
    const task = `00000000-0000-4000-8000-00000000000${this.#tasks}`
    await this.#store.runtimeArtifacts.putTask({ id: task, artifactId, status: 'DEPLOYING', createdAt: deployedOn })
    return task
  }

  async settle(task: string, error: string | null = null): Promise<void> {
    const found = (await this.#store.runtimeArtifacts.task(task))!
    await this.#store.runtimeArtifacts.setStatus(found.artifactId, error === null ? 'STARTED' : 'ERROR', error)
    await this.#store.runtimeArtifacts.putTask({ ...found, status: error === null ? 'SUCCESS' : 'FAIL' })
  }

  /** Flows without a file for them are refused. */
  async check(artifactId: string, version: string): Promise<string | undefined> {
    const files = await readArchive((await this.#store.design.content(artifactId, version))!)
    return [...files.keys()].some((path) => path.endsWith('.iflw')) ? undefined : `${artifactId} ${version} has no .iflw file`
  }

  async settled(task: string): Promise<'SUCCESS' | 'FAIL'> {
    return (await this.#store.runtimeArtifacts.task(task))?.status === 'SUCCESS' ? 'SUCCESS' : 'FAIL'
  }

  async undeploy(artifactId: string): Promise<void> {
    await this.#store.runtimeArtifacts.delete(artifactId)
  }

  endpoints(): Endpoint[] {
    return this.list
  }
}

/** The management API over a real store, with one caller who holds `roles`. */
export async function aTenant(roles: readonly string[] = ALL_ROLES, overrides: Partial<ManagementApiOptions> = {}) {
  const clock = new ManualClock()
  const store = await openSqliteStore({ file: ':memory:', clock })
  const vault = memoryVault()
  const deployments = new ManualDeployments(store, clock)
  const { handler } = createManagementApi({
    store,
    vault,
    deployments,
    messages: runningMessages({ running: () => undefined }, store.messageLogs),
    userCertificatesIn: () => {
      throw new Error('A tenant with certificates of users says how they are kept')
    },
    csrf: new CsrfProtection((text) => vault.hmac('csrf', text).toString('base64url')),
    clock,
    publicUrl: () => PUBLIC_URL,
    audit: { write: async () => {} },
    async authorize(request, requirement) {
      if (request.headers.authorization === undefined) throw new SluiceError('unauthorized', 'An Authentication object was not found')
      const needed = requirement.roles.cloudFoundry
      if (needed.length > 0 && !needed.some((role) => roles.includes(role))) throw new SluiceError('forbidden', `Needs ${needed}`)
      return { user: 'tester', bearer: request.headers.authorization.startsWith('Bearer'), roles: new Set(roles) }
    },
    ...overrides,
  })

  const call = async (method: string, target: string, body?: unknown, headers: Record<string, string> = { accept: 'application/json' }) => {
    const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    return handler(aRequest(method, `/api/v1${target}`, headers, sent))
  }
  return { clock, store, vault, deployments, handler, call }
}

export type Tenant = Awaited<ReturnType<typeof aTenant>>

/** The JSON of an answer below `d`. */
export const d = (response: HttpResponse) => JSON.parse(String(response.body)).d

/** Status and text of an error answer. */
export function failure(response: HttpResponse): { status: number; text: string | null } {
  return { status: response.status, text: JSON.parse(String(response.body)).error.message.value }
}

/** Status and body of an answer without more. */
export const plain = ({ status, body }: HttpResponse) => ({ status, body })

export interface ZipParts {
  readonly id?: string
  readonly name?: string
  readonly version?: string
  readonly bundleType?: string
  readonly files?: Readonly<Record<string, string>>
}

/** An artifact zip with a manifest and the files given. */
export function aZip({ id = 'Flow', name = 'My Flow', version = '1.0.0', bundleType = 'IntegrationFlow', files = {} }: ZipParts = {}) {
  const manifest =
    'Manifest-Version: 1.0\r\n' +
    `Bundle-SymbolicName: ${id}; singleton:=true\r\nBundle-Name: ${name}\r\nBundle-Version: ${version}\r\nSAP-BundleType: ${bundleType}\r\n`
  const all = { 'META-INF/MANIFEST.MF': manifest, ...files }
  return writeArchive(new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)])))
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** A tenant with one package `Sales` that is empty. */
export async function aTenantWithPackage(roles?: readonly string[], overrides?: Partial<ManagementApiOptions>): Promise<Tenant> {
  const tenant = await aTenant(roles, overrides)
  const stamp = { createdBy: 'maker', createdAt: 1, modifiedBy: 'maker', modifiedAt: 2 }
  const lists = { supportedPlatform: '[SAP Cloud Integration]', products: '[]', keywords: '[]', countries: '[]', industries: '[]' }
  const texts = { name: 'Sales Flows', description: '', shortText: 'Sales', version: '', vendor: '', mode: 'EDIT_ALLOWED' }
  await tenant.store.design.createPackage({ id: 'Sales', ...texts, ...lists, lineOfBusiness: '[]', ...stamp })
  return tenant
}
