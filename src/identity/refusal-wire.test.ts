import { expect, test } from 'vitest'
import { renderRefusal, toldText } from './refusal-wire.ts'
import { Refusal } from './refusals.ts'
import { httpRequest, whole } from './testing/http-request.fixture.ts'

const NOT_FOUND = 'An Authentication object was not found in the SecurityContext'
const EITHER = 'Bearer realm="sluice", Basic realm="sluice"'
const AUDIENCE = 'Jwt token with audience [uaa, it!b1] is not issued for these clientIds: [sb-it-rt-acme!b1, it-rt-acme!b1].'

const wrongAudience = { scheme: 'bearer', audience: ['uaa', 'it!b1'], acceptedAudience: ['sb-it-rt-acme!b1', 'it-rt-acme!b1'] } as const

const answer = (refusal: Refusal, edge: Parameters<typeof renderRefusal>[2], accept?: string, target = '/http/orders') =>
  whole(renderRefusal(refusal, httpRequest({ target, headers: { accept } }), edge))

/** Contract odata-api.md §3.1, letter by letter. */
const page = (title: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><style type="text/css">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}</style></head><body><h1>${title}</h1></body></html>`

const tomcat = (status: number, phrase: string, headers = {}) => ({
  status,
  headers: { 'Content-Type': 'text/html;charset=utf-8', 'Content-Language': 'en', ...headers },
  body: page(`HTTP Status ${status} – ${phrase}`),
})
const oauthXml = (status: number, error: string, text: string, headers = {}) => ({
  status,
  headers: { 'Content-Type': 'application/xml;charset=UTF-8', 'Cache-Control': 'no-store', Pragma: 'no-cache', ...headers },
  body: `<oauth><error_description>${text}</error_description><error>${error}</error></oauth>`,
})
const bearer = (error: string, text: string) => ({
  'WWW-Authenticate': `Bearer realm="sluice", error="${error}", error_description="${text}"`,
})

const ALGORITHMS = 'algs="ES256 ES384 ES512 EdDSA Ed25519 PS256 PS384 PS512 RS256 RS384 RS512"'
const dpop = (error: string, text: string) => ({
  'WWW-Authenticate': `DPoP realm="sluice", error="${error}", error_description="${text}", ${ALGORITHMS}`,
})
const AS_BEARER = 'The access token is bound to a key and is not a bearer token'

test.each<[string, Refusal, object]>([
  [
    'a DPoP proof that was used',
    new Refusal('dpop-proof-replayed', { scheme: 'dpop' }),
    oauthXml(401, 'invalid_dpop_proof', 'The DPoP proof was used before', dpop('invalid_dpop_proof', 'The DPoP proof was used before')),
  ],
  [
    'a token of DPoP that came as Bearer',
    new Refusal('dpop-token-as-bearer', { scheme: 'bearer' }),
    oauthXml(401, 'invalid_token', AS_BEARER, dpop('invalid_token', AS_BEARER)),
  ],
  [
    'a broken DPoP header',
    new Refusal('garbled-authorization-header', { scheme: 'dpop' }),
    oauthXml(401, 'unauthorized', NOT_FOUND, dpop('invalid_token', NOT_FOUND)),
  ],
  [
    'a missing role under DPoP',
    new Refusal('no-roles', { scheme: 'dpop', needed: ['ESBMessaging.send'] }),
    tomcat(403, 'Forbidden', {
      'WWW-Authenticate': `DPoP realm="sluice", error="insufficient_scope", scope="ESBMessaging.send", ${ALGORITHMS}`,
    }),
  ],
  ['R03: no header', new Refusal('no-authorization-header'), oauthXml(401, 'unauthorized', NOT_FOUND, { 'WWW-Authenticate': EITHER })],
  [
    'another scheme',
    new Refusal('unsupported-scheme', { scheme: 'other', value: 'Digest' }),
    oauthXml(401, 'unauthorized', NOT_FOUND, { 'WWW-Authenticate': EITHER }),
  ],
  [
    'R04: a broken Bearer header',
    new Refusal('garbled-authorization-header', { scheme: 'bearer' }),
    oauthXml(401, 'unauthorized', NOT_FOUND, bearer('invalid_token', NOT_FOUND)),
  ],
  [
    'R04: a broken Basic header',
    new Refusal('garbled-authorization-header', { scheme: 'basic' }),
    oauthXml(401, 'unauthorized', NOT_FOUND, bearer('invalid_token', NOT_FOUND)),
  ],
  [
    'R11: two headers',
    new Refusal('several-authorization-headers'),
    oauthXml(
      400,
      'invalid_request',
      'The request has more than one Authorization header',
      bearer('invalid_request', 'The request has more than one Authorization header'),
    ),
  ],
  [
    'R05: an expired token',
    new Refusal('token-expired', { scheme: 'bearer', expiredAt: '2026-01-01T01:00:00.000Z', checkedAt: '2026-01-01T02:00:00.000Z' }),
    oauthXml(
      401,
      'invalid_token',
      'Jwt expired at 2026-01-01T01:00:00.000Z, time now: 2026-01-01T02:00:00.000Z',
      bearer('invalid_token', 'Jwt expired at 2026-01-01T01:00:00.000Z, time now: 2026-01-01T02:00:00.000Z'),
    ),
  ],
  [
    'the wrong audience',
    new Refusal('wrong-audience-api-plan', wrongAudience),
    oauthXml(401, 'invalid_token', AUDIENCE, bearer('invalid_token', AUDIENCE)),
  ],
  [
    'R12: text with markup, quotes and line breaks',
    new Refusal('client-deleted', { scheme: 'bearer', clientId: '<a>"\r\né&' }),
    oauthXml(
      401,
      'invalid_token',
      'The token refers to a non-existent client: &lt;a&gt;"\r\né&amp;',
      bearer('invalid_token', "The token refers to a non-existent client: <a>'???&"),
    ),
  ],
  [
    'bad Basic credentials',
    new Refusal('wrong-secret', { scheme: 'basic', clientId: 'a' }),
    tomcat(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="sluice"' }),
  ],
  [
    'Basic of an api key',
    new Refusal('wrong-audience-api-plan', { ...wrongAudience, scheme: 'basic' }),
    tomcat(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="sluice"' }),
  ],
  [
    'R06: a missing role, with a token',
    new Refusal('role-missing', { scheme: 'bearer', needed: ['ESBMessaging.send'] }),
    tomcat(403, 'Forbidden', { 'WWW-Authenticate': 'Bearer realm="sluice", error="insufficient_scope", scope="ESBMessaging.send"' }),
  ],
  ['a missing role, with Basic', new Refusal('no-roles', { scheme: 'basic', needed: ['ESBMessaging.send'] }), tomcat(403, 'Forbidden')],
  ['a missing CSRF token', new Refusal('csrf-token-missing'), tomcat(403, 'Forbidden', { 'X-CSRF-Token': 'required' })],
  ['a wrong CSRF token', new Refusal('csrf-token-wrong'), tomcat(403, 'Forbidden', { 'X-CSRF-Token': 'required' })],
  ['an unknown address', new Refusal('endpoint-not-found'), tomcat(404, 'Not Found')],
  ['a large body', new Refusal('body-too-large', { limit: 1 }), tomcat(413, 'Payload Too Large')],
  ['a channel for certificates', new Refusal('client-certificate-required'), tomcat(401, 'Unauthorized', { 'WWW-Authenticate': EITHER })],
])('an integration flow answers %s', async (_what, refusal, expected) => {
  expect(await answer(refusal, 'integration-flow', '*/*')).toEqual(expected)
  expect(await answer(refusal, 'integration-flow')).toEqual(expected)
})

test('an integration flow answers JSON to who names it', async () => {
  expect(await answer(new Refusal('no-authorization-header'), 'integration-flow', 'application/json')).toEqual({
    status: 401,
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
      'WWW-Authenticate': EITHER,
    },
    body: `{"error":"unauthorized","error_description":"${NOT_FOUND}"}`,
  })
})

test.each<[string, Refusal, object]>([
  ['no header', new Refusal('no-authorization-header'), tomcat(401, 'Unauthorized', { 'WWW-Authenticate': EITHER })],
  [
    'an unknown token',
    new Refusal('token-unknown', { scheme: 'bearer' }),
    tomcat(401, 'Unauthorized', bearer('invalid_token', 'The token expired, was revoked, or the token ID is incorrect.')),
  ],
  [
    'bad Basic credentials',
    new Refusal('unknown-client', { scheme: 'basic' }),
    tomcat(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="sluice"' }),
  ],
  ['a missing CSRF token', new Refusal('csrf-token-missing'), tomcat(403, 'Forbidden', { 'X-CSRF-Token': 'Required' })],
  ['a missing role', new Refusal('role-missing', { scheme: 'basic' }), tomcat(403, 'Forbidden')],
])('the management API answers %s', async (_what, refusal, expected) => {
  expect(await answer(refusal, 'management-api', 'application/atom+xml')).toEqual(expected)
})

test.each([
  ['Accept', 'application/json', '/api/v1/MessageProcessingLogs'],
  ['$format', '*/*', '/api/v1/MessageProcessingLogs?$top=1&$format=json'],
  ['$format, encoded', undefined, '/api/v1/MessageProcessingLogs?%24format=json'],
])('the management API answers 403 as an OData error to who asks for JSON with %s', async (_how, accept, target) => {
  const refusal = new Refusal('wrong-audience-integration-flow-plan', { ...wrongAudience, needed: ['MonitoringDataRead'] })
  expect(await answer(refusal, 'management-api', accept, target)).toEqual({
    status: 403,
    headers: {
      'Content-Type': 'application/json',
      'WWW-Authenticate': 'Bearer realm="sluice", error="insufficient_scope", scope="MonitoringDataRead"',
    },
    body: '{"error":{"code":"Forbidden","message":{"lang":"en","value":null}}}',
  })
})

test.each([
  ['an integration flow, in the body', 'integration-flow', new Refusal('no-authorization-header'), NOT_FOUND],
  ['an integration flow, with the page of the container', 'integration-flow', new Refusal('no-roles', { scheme: 'bearer' }), 'Forbidden'],
  ['the management API, in the challenge', 'management-api', new Refusal('wrong-audience-api-plan', wrongAudience), AUDIENCE],
  ['the management API, without credentials', 'management-api', new Refusal('no-authorization-header'), 'Unauthorized'],
  ['the management API, without the role', 'management-api', new Refusal('role-missing', { scheme: 'bearer' }), 'Forbidden'],
  ['the management API, without a CSRF token', 'management-api', new Refusal('csrf-token-missing'), 'Forbidden'],
] as const)('what the caller reads is told apart from what is known: %s', async (_what, edge, refusal, text) => {
  expect(toldText(refusal, edge)).toBe(text)
  const { headers, body } = await answer(refusal, edge)
  expect(`${body} ${Object.values(headers).join(' ')}`).toContain(text)
})
