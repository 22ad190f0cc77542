import { describe, expect, test } from 'vitest'
import { checkRoles, effectiveParameters, parseInstanceParameters } from './instance-parameters.ts'

const validity = "Parameter 'token-validity' must be a whole number of seconds from 3600 to 86400"
const grants =
  'client_credentials, authorization_code, password, refresh_token, urn:ietf:params:oauth:grant-type:saml2-bearer, urn:ietf:params:oauth:grant-type:jwt-bearer'

describe('parsing', () => {
  test.each([
    {},
    {
      roles: ['ESBMessaging.send'],
      'grant-types': ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
      'redirect-uris': ['https://app.example/callback'],
      'token-validity': 3600,
    },
    { 'token-validity': 86_400 },
    { 'token-profile': 'rfc9068', 'dpop-bound': true },
    { 'token-profile': 'standard', 'dpop-bound': false },
  ])('accepts %j', (parameters) => {
    expect(parseInstanceParameters(parameters)).toEqual(parameters)
  })

  test.each([
    ['roles', 'The instance parameters must be a JSON object'],
    [[], 'The instance parameters must be a JSON object'],
    [
      { rolls: [] },
      "Unknown instance parameter 'rolls'; known: " +
        'roles, grant-types, redirect-uris, token-validity, client-per-key, token-profile, dpop-bound, jwks',
    ],
    [{ roles: 'ESBMessaging.send' }, "Parameter 'roles' must be a list of role names"],
    [{ roles: [1] }, "Parameter 'roles' must be a list of role names"],
    [{ roles: [] }, "Parameter 'roles' must name at least one role"],
    [{ 'grant-types': [] }, "Parameter 'grant-types' must name at least one grant type"],
    [{ 'grant-types': ['implicit'] }, `Parameter 'grant-types' names the unknown grant type 'implicit'; known: ${grants}`],
    [{ 'grant-types': ['client_x509'] }, "Parameter 'grant-types' names client_x509, which is deprecated; use client_credentials"],
    [{ 'redirect-uris': ['/callback'] }, "Parameter 'redirect-uris' must be a list of absolute URLs"],
    [{ 'token-validity': 3599 }, validity],
    [{ 'token-validity': 86_401 }, validity],
    [{ 'token-validity': 3600.5 }, validity],
    [{ 'token-validity': '3600' }, validity],
    [{ 'token-profile': 'short' }, expect.stringMatching(/^Parameter 'token-profile' must be one of standard, .*rfc9068/)],
    [{ 'dpop-bound': 'yes' }, "Parameter 'dpop-bound' must be true or false"],
  ])('refuses %j', (parameters, text) => {
    expect(() => parseInstanceParameters(parameters)).toThrow(expect.objectContaining({ code: 'bad-request', message: text }))
  })
})

describe('effective parameters', () => {
  test('come from the plan', () => {
    const others = { 'grant-types': ['client_credentials'], 'redirect-uris': [] }
    expect(effectiveParameters('integration-flow', {})).toEqual({ ...others, roles: ['ESBMessaging.send'], 'token-validity': 3600 })
    expect(effectiveParameters('api', {})).toEqual({ ...others, roles: [], 'token-validity': 43_200 })
  })

  test('keep what was in force unless something else is given', () => {
    const previous = effectiveParameters('api', { roles: ['MonitoringDataRead'], 'token-validity': 7200 })
    expect(effectiveParameters('api', { roles: ['WorkspacePackagesRead'] }, previous)).toEqual({
      ...previous,
      roles: ['WorkspacePackagesRead'],
    })
  })
})

describe('roles', () => {
  test('that are on offer pass', () => {
    expect(() => checkRoles('api', ['MonitoringDataRead'], ['MonitoringDataRead', 'QueuesRetry'])).not.toThrow()
  })

  test.each([
    [
      'integration-flow',
      ['Orders.send'],
      "Parameter 'roles' names the unknown role 'Orders.send'. Plan integration-flow offers: ESBMessaging.send; make a custom role with: sluice role create NAME",
    ],
    ['api', [], "Parameter 'roles' must name at least one role. Plan api offers: ESBMessaging.send"],
  ] as const)('of plan %s are refused: %j', (plan, roles, text) => {
    expect(() => checkRoles(plan, roles, ['ESBMessaging.send'])).toThrow(text)
  })
})
