import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SluiceError } from '../kernel/errors.ts'
import { aRequest } from '../odata/library.fixture.ts'
import { ENTITY_SETS, FUNCTION_IMPORTS } from './index.ts'
import { KNOWN_NAMES } from './known-names.ts'
import { PERMISSIONS, requirementOf } from './roles.ts'
import { ALL_ROLES, API, aTenant, d, failure } from './tenant.fixture.ts'

describe('the service', () => {
  it('lists every set to any caller', async () => {
    const { call } = await aTenant([])
    expect(d(await call('GET', '/'))).toEqual({ EntitySets: ENTITY_SETS.map(({ name }) => name) })
  })

  it('declares every set and function in $metadata', async () => {
    const { call } = await aTenant([])
    const document = String((await call('GET', '/$metadata')).body)
    const names = (element: string) => [...document.matchAll(new RegExp(`<${element} Name="(\\w+)"`, 'g'))].map(([, name]) => name)
    expect(names('EntitySet')).toEqual(ENTITY_SETS.map(({ name }) => name))
    expect(names('FunctionImport')).toEqual(FUNCTION_IMPORTS.map(({ name }) => name))
    expect(document).toContain('<Schema Namespace="com.sap.hci.api"')
  })

  it.each(['/odata/api/v1', '/itspaces/odata/api/v1', '/'])('answers under %s with links to /api/v1', async (prefix) => {
    const { handler } = await aTenant()
    const path = prefix === '/' ? '/' : `${prefix}/IntegrationPackages`
    const { status, body } = await handler(aRequest('GET', path))
    expect({ status, based: String(body).includes(`xml:base="${API}/"`) }).toEqual({ status: 200, based: true })
  })

  it('tells what it does not have yet from what does not exist', async () => {
    const { call } = await aTenant()
    for (const name of KNOWN_NAMES) expect(failure(await call('GET', `/${name}`))).toEqual({ status: 501, text: 'Not implemented' })
    expect(failure(await call('GET', '/Xyz'))).toEqual({
      status: 404,
      text: "Could not find an entity set or function import for 'Xyz'.",
    })
  })

  it('does not list as missing what is there', () => {
    const present = [...ENTITY_SETS, ...FUNCTION_IMPORTS].map(({ name }) => name)
    expect(KNOWN_NAMES.filter((name) => present.includes(name))).toEqual([])
  })

  it('has every entity set in a file of its own', () => {
    const folder = new URL('.', import.meta.url)
    const sources = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    const declarations = sources.flatMap((source) => [...source.matchAll(/^\s*name: '(\w+)',\n\s*type: '/gm)].map(([, name]) => name))
    const made = new Set(ENTITY_SETS.map(({ name }) => name).filter((name) => /^(?!IntegrationAdapter).*DesigntimeArtifacts$/.test(name)))
    expect(declarations.sort()).toEqual(
      ENTITY_SETS.map(({ name }) => name)
        .filter((name) => !made.has(name))
        .sort(),
    )
  })
})

describe('access', () => {
  const WRITES = [
    ['POST', '/IntegrationPackages', 'editPackages'],
    ['PUT', "/IntegrationPackages('x')", 'editPackages'],
    ['DELETE', "/IntegrationPackages('x')", 'editPackages'],
    ['POST', '/ScriptCollectionDesigntimeArtifacts', 'editPackages'],
    ['PUT', "/IntegrationDesigntimeArtifacts(Id='x',Version='active')/$links/Configurations('k')", 'configureArtifacts'],
    ['POST', "/IntegrationDesigntimeArtifacts(Id='x',Version='active')/Resources", 'editPackages'],
    ['POST', "/DeployIntegrationDesigntimeArtifact?Id='x'&Version='active'", 'deployArtifacts'],
    ['POST', "/IntegrationDesigntimeArtifactSaveAsVersion?Id='x'&SaveAsVersion='1.0.0'", 'editPackages'],
    ['DELETE', "/IntegrationRuntimeArtifacts('x')", 'undeployArtifacts'],
    ['POST', '/UserCredentials', 'editCredentials'],
    ['PUT', "/SecureParameters('x')", 'editCredentials'],
    ['DELETE', "/OAuth2ClientCredentials('x')", 'editCredentials'],
  ] as const
  const READS = [
    ['GET', '/IntegrationPackages', 'viewPackages'],
    ['GET', "/IntegrationPackages('x')/$value", 'viewPackages'],
    ['GET', "/IntegrationPackages('x')/IntegrationDesigntimeArtifacts", 'viewPackages'],
    ['GET', "/BuildAndDeployStatus('x')", 'followDeployment'],
    ['GET', '/IntegrationRuntimeArtifacts', 'viewMonitoring'],
    ['GET', "/IntegrationRuntimeArtifacts('x')/ErrorInformation/$value", 'viewMonitoring'],
    ['GET', '/ServiceEndpoints?$expand=EntryPoints', 'viewMonitoring'],
    ['GET', '/MessageProcessingLogs/$count', 'viewMessageLogs'],
    ['GET', "/MessageProcessingLogs('x')/ErrorInformation/$value", 'viewMessageLogs'],
    ['GET', "/MessageProcessingLogAttachments('x')/$value", 'viewPayloads'],
    ['GET', '/UserCredentials', 'viewMonitoring'],
  ] as const

  it.each([...WRITES, ...READS])('%s %s needs %s', async (method, target, permission) => {
    const needed = PERMISSIONS[permission].cloudFoundry
    const without = await aTenant(ALL_ROLES.filter((role) => !(needed as readonly string[]).includes(role)))
    expect(failure(await without.call(method, target, method === 'GET' ? undefined : '{}'))).toEqual({ status: 403, text: null })
    for (const role of needed) {
      const holder = await aTenant([role])
      expect((await holder.call(method, target, method === 'GET' ? undefined : '{}')).status).not.toBe(403)
    }
  })

  it('asks for the application and names the path', () => {
    expect(requirementOf('viewMessageLogs', '/api/v1/MessageProcessingLogs')).toEqual({
      application: 'tmn',
      roles: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read'] },
      resource: '/api/v1/MessageProcessingLogs',
    })
    expect(requirementOf(undefined, '/api/v1/').roles).toEqual({ cloudFoundry: [], neo: [] })
  })

  it('reports every refusal once', async () => {
    const heard: unknown[] = []
    const onRefusal = (_request: unknown, refusal: SluiceError) => heard.push([refusal.code, refusal.message])
    const { call, handler } = await aTenant(['WorkspacePackagesRead', 'WorkspacePackagesEdit'], { onRefusal })
    await call('GET', '/UserCredentials')
    await handler({ ...aRequest('GET', '/api/v1/'), headers: {} })
    const basic = { authorization: 'Basic x', accept: 'application/json' }
    const refused = await call('POST', '/IntegrationPackages', '{}', basic)
    expect([failure(refused), refused.headers['X-CSRF-Token']]).toEqual([{ status: 403, text: 'CSRF token required' }, 'Required'])
    await call('GET', "/IntegrationPackages('none')")
    expect(heard).toEqual([
      ['forbidden', 'Needs MonitoringDataRead'],
      ['unauthorized', 'An Authentication object was not found'],
      ['forbidden', 'CSRF token required'],
    ])
  })
})
