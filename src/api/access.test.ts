import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROLE_TEMPLATES } from '../identity/role-templates.ts'
import { httpRequest } from '../identity/testing/http-request.fixture.ts'
import { openTenant, type Tenant } from '../identity/testing/tenant.fixture.ts'
import { isComplex } from '../odata/edm.ts'
import { aRequest } from '../odata/library.fixture.ts'
import { ENTITY_SETS, FUNCTION_IMPORTS } from './index.ts'
import type { ManagementSet } from './management-set.ts'
import { PERMISSIONS, type Requirement } from './roles.ts'
import { aTenant } from './tenant.fixture.ts'

/** One row of the table of endpoints and roles (contract odata-api §4, Neo roles in full from roles.md). */
interface Row {
  /** Methods, then the sets or functions that the call reaches, by name. */
  readonly calls: readonly string[]
  readonly cloudFoundry: string
  readonly neo: string
}

const DEPLOY =
  'WebToolingWorkspace.Read NodeManager.read GenerationAndBuild.generationandbuildcontent NodeManager.deploycontent WebToolingWorkspace.RuntimeConfigure'
const MONITOR = 'IntegrationOperationServer.read NodeManager.read'
const OPERATE = 'IntegrationOperationServer.read'
const DESIGN =
  '\\w+DesigntimeArtifacts|IntegrationPackages|Resources|ValMapSchema|ValMaps|DefaultValMaps|CustomTags|DesignGuidelines|DesignGuidelineExecutionResults'
const CREDENTIALS = 'CustomParameters|UserCredentials|SecureParameters|OAuth2ClientCredentials|OAuth2AuthorizationCodes'
const KEYS =
  'Keystores|KeyringRuntimeAssignment|SecurityArtifacts|KeystoreEntries|HistoryKeystoreEntries|KeystoreResources|Certificate\\w+|ChainCertificates|KeyPair\\w+|SSHKey\\w+|RSAKey\\w+|Pgp\\w+'
const LOGS = 'MessageProcessingLog(?:s|CustomHeaderProperties|ErrorInformations|AdapterAttributes|Runs|RunSteps|RunStepProperties)'
const PAYLOADS = 'MessageProcessingLogAttachments|MessageStore\\w+|TraceMessage\\w*'
const PARTNERS = 'StringParameters|BinaryParameters|AuthorizedUsers|AlternativePartners|Partners|UserCredentialParameters'

/** The first row that fits decides. */
const TABLE: readonly Row[] = [
  { calls: ['GET BuildAndDeployStatus'], cloudFoundry: 'WorkspaceArtifactsDeploy WorkspacePackagesRead', neo: 'WebToolingWorkspace.Read' },
  {
    calls: ['(?:PUT|POST|PATCH) Configurations'],
    cloudFoundry: 'WorkspacePackagesConfigure',
    neo: 'WebToolingWorkspace.Read WebTooling.IntegrationFlowConfigure WebToolingWorkspace.RuntimeConfigure',
  },
  { calls: [`GET (?:${DESIGN}|Configurations)`], cloudFoundry: 'WorkspacePackagesRead', neo: 'WebToolingWorkspace.Read' },
  { calls: ['GET CustomTagConfigurations'], cloudFoundry: 'WorkspacePackagesRead', neo: 'WebToolingWorkspace.Read' },
  { calls: ['POST CustomTagConfigurations'], cloudFoundry: 'AuthGroup_Administrator', neo: 'AuthGroup.Administrator' },
  { calls: ['CALL ValidateIntegrationDesigntimeArtifact'], cloudFoundry: 'WorkspacePackagesRead', neo: 'WebToolingWorkspace.Read' },
  {
    calls: ['CALL CopyIntegrationPackage'],
    cloudFoundry: 'CatalogPackagesCopy',
    neo: 'WebToolingCatalog.OverviewRead WebToolingWorkspace.Write',
  },
  {
    calls: ['GET IntegrationDesigntimeLocks'],
    cloudFoundry: 'WorkspaceArtifactLocksRead',
    neo: 'WebToolingWorkspace.Read WorkspaceArtifactLocks.Read',
  },
  {
    calls: ['DELETE IntegrationDesigntimeLocks'],
    cloudFoundry: 'WorkspaceArtifactLocksDelete',
    neo: 'WebToolingWorkspace.Read WorkspaceArtifactLocks.Delete',
  },
  { calls: ['CALL Deploy\\w+', 'POST IntegrationRuntimeArtifacts'], cloudFoundry: 'WorkspaceArtifactsDeploy', neo: DEPLOY },
  {
    calls: [
      `(?:POST|PUT|PATCH|DELETE) (?:${DESIGN})`,
      'CALL \\w+SaveAsVersion',
      'CALL (?:UpsertValMaps|DeleteValMaps|UpdateDefaultValMap|ExecuteIntegrationDesigntimeArtifactsGuidelines)',
    ],
    cloudFoundry: 'WorkspacePackagesEdit',
    neo: 'WebToolingWorkspace.Read WebToolingWorkspace.Write',
  },
  {
    calls: ['DELETE IntegrationRuntimeArtifacts'],
    cloudFoundry: 'MonitoringArtifactsDeploy WorkspaceArtifactsDeploy',
    neo: 'NodeManager.deploycontent',
  },
  { calls: ['(?:POST|PUT|DELETE) NumberRanges'], cloudFoundry: 'MonitoringArtifactsDeploy', neo: `${OPERATE} NodeManager.deploycontent` },
  {
    calls: ['CALL CancelMessageProcessingLog'],
    cloudFoundry: 'MonitoringArtifactsDeploy',
    neo: `${OPERATE} NodeManager.deploycontent`,
  },
  { calls: [`GET ${LOGS}`, 'GET NumberRanges'], cloudFoundry: 'MonitoringDataRead', neo: OPERATE },
  { calls: [`GET (?:${PAYLOADS})`], cloudFoundry: 'MessagePayloadsRead', neo: 'esbmessagestorage.read' },
  {
    calls: [
      `GET (?:IntegrationRuntimeArtifacts|RuntimeArtifactErrorInformations|ServiceEndpoints|EntryPoints|APIDefinitions|LogFiles|LogFileArchives)`,
    ],
    cloudFoundry: 'MonitoringDataRead',
    neo: MONITOR,
  },
  { calls: [`GET (?:${CREDENTIALS}|${KEYS})`], cloudFoundry: 'MonitoringDataRead', neo: MONITOR },
  {
    calls: ['VALUE PgpKey(?:ring)?(?:Public|Secret)Resources'],
    cloudFoundry: 'SecurityMaterialDownload',
    neo: `${MONITOR} NodeManager.readsecuritycontent`,
  },
  {
    calls: [`(?:POST|PUT|DELETE) (?:${CREDENTIALS})`],
    cloudFoundry: 'CredentialsEdit',
    neo: `${OPERATE} NodeManager.deploycredentials NodeManager.deploycontent`,
  },
  { calls: [`(?:POST|PUT|DELETE) (?:${KEYS})`], cloudFoundry: 'SecurityMaterialEdit', neo: `${OPERATE} NodeManager.deploysecuritycontent` },
  { calls: ['GET (?:AccessPolicies|ArtifactReferences)'], cloudFoundry: 'AccessPoliciesRead', neo: `${OPERATE} AccessPolicies.Read` },
  {
    calls: ['(?:POST|PUT|PATCH|DELETE) (?:AccessPolicies|ArtifactReferences)'],
    cloudFoundry: 'AccessPoliciesEdit',
    neo: `${OPERATE} AccessPolicies.Write`,
  },
  {
    calls: ['VALUE DataStoreEntries', 'VALUE Variables'],
    cloudFoundry: 'DataStorePayloadsRead',
    neo: `${OPERATE} ESBDataStore.readPayload`,
  },
  {
    calls: ['GET (?:DataStores|DataStoreEntries|Variables|Queues|QueueStates|Jms\\w+|Messaging\\w+|XiDataStore\\w+)'],
    cloudFoundry: 'DataStoresAndQueuesRead',
    neo: `${OPERATE} ESBDataStore.read`,
  },
  {
    calls: ['DELETE (?:DataStores|DataStoreEntries|Variables|Queues|MessagingMessages)'],
    cloudFoundry: 'DataStoresAndQueuesDelete',
    neo: `${OPERATE} ESBDataStore.read ESBDataStore.delete`,
  },
  { calls: ['CALL (?:de)?activateQueue'], cloudFoundry: 'QueuesActivate', neo: `${OPERATE} ESBDataStore.Activate` },
  {
    calls: ['CALL (?:Retry|Move)MessagingMessages'],
    cloudFoundry: 'QueuesRetry',
    neo: `${OPERATE} ESBDataStore.read ESBDataStore.retry`,
  },
  { calls: ['GET Archiving\\w+'], cloudFoundry: 'DataArchivingRead', neo: OPERATE },
  { calls: ['CALL activateArchivingConfiguration'], cloudFoundry: 'DataArchivingActivate', neo: 'AuthGroup.Administrator' },
  { calls: ['GET ExternalLogging\\w+'], cloudFoundry: 'ExternalLoggingActivationRead', neo: `${OPERATE} ExternalLoggingActivation.Read` },
  { calls: ['CALL (?:de)?activateExternalLogging'], cloudFoundry: 'ExternalLoggingActivate', neo: `${OPERATE} ExternalLogging.Activate` },
  { calls: ['GET MDIDeltaToken'], cloudFoundry: 'MonitoringDataRead', neo: MONITOR },
  {
    calls: ['DELETE MDIDeltaToken'],
    cloudFoundry: 'MonitoringArtifactsDeploy WorkspaceArtifactsDeploy',
    neo: 'NodeManager.deploycontent',
  },
  {
    calls: ['GET (?:Locks|IdMap\\w+|\\w*IdempotentRepositoryEntries)'],
    cloudFoundry: 'MessageProcessingLocksRead',
    neo: `${OPERATE} MessageProcessingLocks.Read`,
  },
  {
    calls: ['DELETE (?:Locks|IdMap\\w+|\\w*IdempotentRepositoryEntries)'],
    cloudFoundry: 'MessageProcessingLocksDelete',
    neo: `${OPERATE} MessageProcessingLocks.Delete`,
  },
  { calls: [`GET (?:${PARTNERS})`], cloudFoundry: 'AuthGroup_TenantPartnerDirectoryConfigurator', neo: 'TenantPartnerDirectory.read' },
  {
    calls: [`(?:POST|PUT|PATCH|DELETE) (?:${PARTNERS})`],
    cloudFoundry: 'AuthGroup_TenantPartnerDirectoryConfigurator',
    neo: 'TenantPartnerDirectory.read TenantPartnerDirectory.write',
  },
  { calls: ['GET AuditLogs'], cloudFoundry: 'AuthGroup_Administrator', neo: `${OPERATE} AuditLog.Read` },
]

interface Operation {
  /** As the table names it. */
  readonly call: string
  readonly method: string
  readonly target: string
}

const LITERALS: Readonly<Record<string, string>> = {
  'Edm.DateTime': "datetime'2026-01-01T00:00:00'",
  'Edm.String': "'x'",
  'Edm.Int64': '1L',
  'Edm.Int32': '1',
  'Edm.Boolean': 'true',
}

function keyed(set: ManagementSet): string {
  const literal = (name: string) => {
    const property = set.properties[name]!
    return isComplex(property) ? '' : (LITERALS[property.type] ?? "'x'")
  }
  const [first, ...others] = set.keys
  if (others.length === 0) return `(${literal(first!)})`
  return `(${set.keys.map((name) => `${name}=${literal(name)}`).join(',')})`
}

/** Everything that the declarations offer, one call each. */
const OPERATIONS: readonly Operation[] = [
  ...ENTITY_SETS.flatMap(ofSet),
  ...FUNCTION_IMPORTS.map(({ name, parameters }) => ({
    call: `CALL ${name}`,
    method: 'POST',
    target: `/${name}?${Object.entries(parameters)
      .map(([parameter, type]) => `${parameter}=${LITERALS[type]}`)
      .join('&')}`,
  })),
]

function ofSet(set: ManagementSet): Operation[] {
  const { name, create, update, patch, delete: remove, media } = set
  const entity = `/${name}${keyed(set)}`
  const of = (method: string, target: string, reached = name) => ({ call: `${method} ${reached}`, method, target })
  return [
    of('GET', `/${name}`),
    of('GET', entity),
    ...(create ? [of('POST', `/${name}`)] : []),
    ...(update ? [of('PUT', entity)] : []),
    ...(patch ? [of('PATCH', entity)] : []),
    ...(remove ? [of('DELETE', entity)] : []),
    ...(media?.write ? [of('PUT', `${entity}/$value`)] : []),
    ...(media ? [of('GET', `${entity}/$value`)] : []),
    ...Object.entries(set.navigation ?? {}).flatMap(([way, navigation]) => {
      const target = ENTITY_SETS.find((candidate) => candidate.name === navigation.target)!
      const link = `${entity}/$links/${way}${navigation.many ? keyed(target) : ''}`
      return [
        of('GET', `${entity}/${way}`, target.name),
        ...(navigation.create ? [of('POST', `${entity}/${way}`, target.name)] : []),
        ...(navigation.update ? [of('PUT', link, target.name)] : []),
        ...(navigation.delete ? [of('DELETE', link, target.name)] : []),
      ]
    }),
  ]
}

const fits = (pattern: string, call: string) => new RegExp(`^${pattern}$`).test(call)

/** `$value` has a row of its own where the table sets payloads apart. */
function rowOf({ call, target }: Operation): Row | undefined {
  const named = (name: string) => TABLE.find(({ calls }) => calls.some((pattern) => fits(pattern, name)))
  return (target.endsWith('/$value') ? named(call.replace('GET', 'VALUE')) : undefined) ?? named(call)
}

const listed = (text: string): string[] => text.split(' ').filter((name) => name !== '')

/** What each real call asks of the guard, as the service says it. */
async function requirementsOf({ method, target }: Operation): Promise<Requirement[]> {
  const asked: Requirement[] = []
  const { handler } = await service((requirement) => asked.push(requirement))
  await handler(
    aRequest(method, `/api/v1${target}`, { accept: 'application/json', authorization: 'Bearer x' }, method === 'GET' ? '' : '{}'),
  )
  return asked
}

let opened: ReturnType<typeof aTenant> | undefined
let onAsk: (requirement: Requirement) => void

/** One service for all operations, empty, where whoever asks is let in. */
function service(listener: typeof onAsk): ReturnType<typeof aTenant> {
  onAsk = listener
  opened ??= aTenant([], {
    async authorize(_, requirement) {
      onAsk(requirement)
      return { user: 'tester', bearer: true }
    },
  })
  return opened
}

describe('every operation asks for the roles of the table, and nothing else', () => {
  test.each(OPERATIONS.map((operation) => [operation.method, operation.target, operation] as const))('%s %s', async (_, __, operation) => {
    const row = rowOf(operation)
    expect(row, `${operation.call} is in no row of the table`).toBeDefined()
    const [asked, ...more] = await requirementsOf(operation)
    expect(more).toEqual([])
    expect(asked).toMatchObject({ application: 'tmn', roles: { cloudFoundry: listed(row!.cloudFoundry), neo: listed(row!.neo) } })
  })
})

interface TaskRow {
  readonly templates: readonly string[]
  readonly neo: readonly string[]
  readonly personas: readonly string[]
}

const TASKS: readonly TaskRow[] = readFileSync(new URL('fixtures/roles-by-task.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [templates, neo, personas] = line.split(' | ').map((cell) => (cell === '-' ? [] : cell.split(' ')))
    return { templates: templates!, neo: neo!, personas: personas! }
  })

const TEMPLATES = [...new Set(TASKS.flatMap(({ templates }) => templates))].sort()
const PERSONAS = ['Administrator', 'BusinessExpert', 'IntegrationDeveloper', 'ReadOnly']
const NEO_ROLES = [...new Set([...TASKS.flatMap(({ neo }) => neo), ...PERSONAS.map((persona) => `AuthGroup.${persona}`)])].sort()

const tasksOf = (persona: string) => TASKS.filter(({ personas }) => personas.includes(persona))

/** What a template stands for: itself, what it implies, and what the persona of a group has. */
function templatesOf(template: string): Set<string> {
  const persona = template.replace('AuthGroup_', '')
  const group = template.startsWith('AuthGroup_') ? tasksOf(persona).flatMap(({ templates }) => templates) : []
  const held = [template, ...group]
  return new Set(held.includes('WorkspacePackagesEdit') ? [...held, 'WorkspacePackagesRead'] : held)
}

const neoRolesOf = (role: string): Set<string> =>
  new Set([role, ...(role.startsWith('AuthGroup.') ? tasksOf(role.replace('AuthGroup.', '')).flatMap(({ neo }) => neo) : [])])

test('the platform offers the role templates of the table', () => {
  expect(Object.keys(ROLE_TEMPLATES).sort()).toEqual(TEMPLATES)
})

describe('the guard lets in exactly who holds a role of the table', () => {
  const requirements = Object.entries(PERMISSIONS).map(([name, roles]) => ({
    name,
    need: { application: 'tmn', roles, resource: name } as const,
  }))
  let tenant: Tenant
  beforeAll(async () => {
    tenant = await openTenant()
  })

  /** The permissions that a token opens. */
  async function openedBy(token: string): Promise<string[]> {
    const request = httpRequest({ headers: { authorization: `Bearer ${token}` } })
    const verdicts = await Promise.all(
      requirements.map(({ need }) =>
        tenant.identity.guard.authorize(request, need).then(
          () => true,
          () => false,
        ),
      ),
    )
    return requirements.filter((_, index) => verdicts[index]).map(({ name }) => name)
  }

  const openedOnNeo = async (name: string, roles: readonly string[]) => {
    const client = await tenant.registerClient(name, { application: 'tmn', roles })
    return openedBy(await tenant.token(client, 'neo'))
  }

  test.each(TEMPLATES)('Cloud Foundry: %s', async (template) => {
    const client = await tenant.createInstance(`i${TEMPLATES.indexOf(template)}`, 'tmn', [template])
    const held = templatesOf(template)
    const expected = requirements.filter(({ need }) => need.roles.cloudFoundry.some((role) => held.has(role))).map(({ name }) => name)
    expect(await openedBy(await tenant.token(client, 'cloud-foundry', '&token_format=opaque'))).toEqual(expected)
  })

  test.each(NEO_ROLES)('Neo: %s', async (role) => {
    const held = neoRolesOf(role)
    const expected = requirements.filter(({ need }) => need.roles.neo.every((needed) => held.has(needed))).map(({ name }) => name)
    expect(await openedOnNeo(`with-${role}`, [role])).toEqual(expected)
  })

  test.each(requirements)('Neo: all roles of $name are needed, and enough', async ({ name, need }) => {
    const roles = need.roles.neo
    expect(await openedOnNeo(`all-${name}`, roles)).toContain(name)
    for (const missing of roles) {
      expect(
        await openedOnNeo(
          `${name}-without-${missing}`,
          roles.filter((role) => role !== missing),
        ),
      ).not.toContain(name)
    }
  })
})
