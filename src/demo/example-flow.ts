import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { INTEGRATION_FLOW } from '../api/design/artifact-types.ts'
import { createArtifact } from '../api/design/artifacts.ts'
import { newPackage } from '../api/design/integration-package.ts'
import { setParameter } from '../api/design/parameter-values.ts'
import { writeArchive } from '../iflow/archive.ts'
import { readFolder } from '../iflow/folder.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { Deployments } from '../runtime/deployments.ts'
import type { Store } from '../store/store.ts'
import { CATALOGUE_PATH } from './catalogue.ts'

const FLOW_ID = 'ProductDetails'
const PACKAGE_ID = 'SluiceExamples'
const FLOW_FOLDER = fileURLToPath(new URL('../../examples/product-details', import.meta.url))
const TEST_FILE = `${FLOW_FOLDER}.test.yaml`

export interface ExampleFlowOptions {
  readonly store: Pick<Store, 'design' | 'flowTests' | 'runtimeArtifacts'>
  readonly deployments: Deployments
  /** Origin under which the flow reaches the catalogue. */
  readonly localUrl: string
}

export interface ExampleFlow {
  readonly id: string
  readonly packageId: string
  /** Where it is called. */
  readonly url: string
}

/** Puts *product details* with its tests into the tenant, unless it is there, and deploys it. Throws `deploy-failed` with the reason. */
export async function deployExampleFlow(options: ExampleFlowOptions): Promise<ExampleFlow> {
  const { store, deployments } = options
  if ((await store.design.artifact(FLOW_ID)) === undefined) await create(options)
  const status = await deployments.settled(await deployments.deploy(FLOW_ID, 'admin'))
  const endpoint = deployments.endpoints().find(({ flowId }) => flowId === FLOW_ID)
  if (status === 'SUCCESS' && endpoint) return { id: FLOW_ID, packageId: PACKAGE_ID, url: endpoint.url }
  const reason = (await store.runtimeArtifacts.find(FLOW_ID))?.error ?? 'it has no endpoint'
  throw new SluiceError('deploy-failed', `The example flow did not start: ${reason}`)
}

async function create({ store: { design, flowTests }, localUrl }: ExampleFlowOptions): Promise<void> {
  const stamp = { user: 'admin', now: Date.now() }
  const texts = { name: 'Examples', shortText: 'Flows that come with Sluice', version: '1.0.0' }
  if ((await design.package(PACKAGE_ID)) === undefined) await design.createPackage(newPackage(PACKAGE_ID, texts, stamp))
  const zip = await writeArchive(await readFolder(FLOW_FOLDER))
  const content = await setParameter(zip, 'Catalogue Address', localUrl + CATALOGUE_PATH)
  await createArtifact(
    design,
    INTEGRATION_FLOW,
    { id: FLOW_ID, packageId: PACKAGE_ID, name: undefined, description: undefined, content },
    stamp,
  )
  const text = await readFile(TEST_FILE, 'utf8')
  const test = { artifactId: FLOW_ID, name: 'product-details', text, modifiedBy: stamp.user, modifiedAt: stamp.now }
  await flowTests.create({ ...test, lastRun: null })
}
