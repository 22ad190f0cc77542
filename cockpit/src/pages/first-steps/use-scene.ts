import { list, literal } from '../../api/odata.ts'
import { useData } from '../../components/use-data.ts'
import { useDraft } from '../../components/use-draft.ts'
import { cloudFoundry } from './scenario/cloud-foundry.ts'
import { neo } from './scenario/neo.ts'
import {
  type Credentials,
  type Dialect,
  type Endpoint,
  type Progress,
  type Purpose,
  READER_ROLES,
  type Scenario,
} from './scenario/scenario.ts'

const SCENARIOS: Readonly<Record<Dialect, Scenario>> = { neo, 'cloud-foundry': cloudFoundry }

/** The flow that comes with Sluice. */
const EXAMPLE_FLOW = 'ProductDetails'

/** How far the scenario is: what the server says, and the secrets and tokens that this page alone knows. */
export interface Scene extends Progress {
  readonly scenario: Scenario
  /** The flow that is called: the example, or another one that can be. */
  readonly endpoint: Endpoint | undefined
  readonly wasCalled: boolean
  readonly roles: Readonly<Record<Purpose, string>>
  readonly credentials: Readonly<Partial<Record<Purpose, Credentials>>>
  readonly token: string | undefined
  learn(purpose: Purpose, credentials: Credentials): void
  takeToken(token: string | undefined): void
  reload(): void
}

interface Secrets {
  readonly dialect: Dialect
  readonly credentials: Partial<Record<Purpose, Credentials>>
  readonly token?: string | undefined
}

/** Asks the server how far it is; another dialect begins without secrets. */
export function useScene(dialect: Dialect): { readonly scene: Scene | undefined; readonly problem: string | undefined } {
  const scenario = SCENARIOS[dialect]
  const [known, change] = useDraft<Secrets>({ dialect, credentials: {} })
  const { data, problem, reload } = useData(async () => ({ dialect, ...(await stateOf(scenario)) }), [dialect])
  if (data?.dialect !== dialect) return { scene: undefined, problem }
  const secretsIn = (all: Secrets): Secrets => (all.dialect === dialect ? all : { dialect, credentials: {}, token: undefined })
  const secrets = secretsIn(known)
  const scene: Scene = {
    ...data,
    scenario,
    roles: { send: data.endpoint?.role ?? 'ESBMessaging.send', read: READER_ROLES[dialect] },
    credentials: secrets.credentials,
    token: secrets.token,
    learn: (purpose, credentials) =>
      change((before) => ({ ...secretsIn(before), credentials: { ...secretsIn(before).credentials, [purpose]: credentials } })),
    takeToken: (token) => change((before) => ({ ...secretsIn(before), token })),
    reload,
  }
  return { scene, problem }
}

async function stateOf(scenario: Scenario) {
  const progress = await scenario.progress()
  const endpoint = progress.endpoints.find(({ artifact }) => artifact === EXAMPLE_FLOW) ?? progress.endpoints[0]
  return { ...progress, endpoint, wasCalled: endpoint !== undefined && (await wasCalled(endpoint.artifact)) }
}

async function wasCalled(flow: string): Promise<boolean> {
  const { results } = await list('MessageProcessingLogs', { filter: `IntegrationFlowName eq ${literal(flow)}`, top: 1 })
  return results.length > 0
}
