import { text, writeOnly } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { SecurityMaterial } from '../store/security-material.ts'
import { type CustomParameter, customParameterProperties } from './custom-parameters.ts'
import { managementSet } from './management-set.ts'
import { choice, field, materialOperations, requiredText, securityArtifactDescriptor } from './security-material.ts'

/**
 * `OAuth2ClientCredentials`. Fields in the store have the names of `OAuth2ClientCredentials` in `engine/services.ts`; the secret is
 * the client secret.
 */
export const oauth2ClientCredentials = managementSet<SecurityMaterial>({
  name: 'OAuth2ClientCredentials',
  type: 'OAuth2ClientCredential',
  keys: ['Name'],
  properties: {
    Name: text((material) => material.name),
    Description: text((material) => material.description || null),
    TokenServiceUrl: text(field('tokenServiceUrl')),
    ClientId: text(field('clientId')),
    ClientSecret: writeOnly(),
    ClientAuthentication: text(field('clientAuthentication')),
    Scope: text(field('scope')),
    ScopeContentType: text(field('scopeContentType')),
    Resource: text(field('resource')),
    Audience: text(field('audience')),
    SecurityArtifactDescriptor: securityArtifactDescriptor('CREDENTIALS'),
  },
  navigation: {
    CustomParameters: { target: 'CustomParameters', many: true, resolve: eachRow(async ({ fields }) => customParametersOf(fields)) },
  },
  ...materialOperations({
    kind: 'oauth2-client-credential',
    secret: 'ClientSecret',
    fields: (body, current) => ({
      tokenServiceUrl: requiredText(body, 'TokenServiceUrl', current?.tokenServiceUrl),
      clientId: requiredText(body, 'ClientId', current?.clientId),
      clientAuthentication: choice(body, 'ClientAuthentication', ['body', 'header'], current?.clientAuthentication),
      scope: body.text('Scope') ?? current?.scope ?? '',
      scopeContentType: choice(body, 'ScopeContentType', ['urlencoded', 'json'], current?.scopeContentType),
      resource: body.text('Resource') ?? current?.resource ?? '',
      audience: body.text('Audience') ?? current?.audience ?? '',
      customParameters: customParametersIn(body) ?? customParametersOf(current ?? {}),
    }),
  }),
})

const customParametersOf = (fields: Readonly<Record<string, unknown>>): readonly CustomParameter[] =>
  (fields.customParameters as readonly CustomParameter[] | undefined) ?? []

/** `undefined` when the body says nothing about them. */
function customParametersIn(body: EntityBody): CustomParameter[] | undefined {
  if (!body.has('CustomParameters')) return undefined
  return body.entities('CustomParameters', customParameterProperties).map((item) => ({
    key: requiredText(item, 'Key'),
    value: item.text('Value') ?? '',
    sendAsPartOf: choice(item, 'SendAsPartOf', ['body', 'header']) as CustomParameter['sendAsPartOf'],
  }))
}
