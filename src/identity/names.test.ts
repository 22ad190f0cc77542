import { expect, test } from 'vitest'
import { clientUser, instanceClientId, planOf, xsappname } from './names.ts'

const acme = { id: '22222222-0000-4000-8000-000000000002', subdomain: 'acme' }

test('client ids have the shapes of the two plans, stable per subaccount', () => {
  expect(instanceClientId('integration-flow', 'abc', acme)).toMatch(/^sb-abc!b\d{5}\|it-rt-acme!b\d{5}$/)
  expect(instanceClientId('api', 'abc', acme)).toMatch(/^sb-abc!b\d{5}\|it!b\d{5}$/)
  expect(instanceClientId('api', 'abc', acme)).toBe(instanceClientId('api', 'abc', acme))
  expect(instanceClientId('api', 'abc', { ...acme, id: 'other' })).not.toBe(instanceClientId('api', 'abc', acme))
})

test('a client id ends with the application that owns its roles', () => {
  for (const application of ['iflmap', 'tmn'] as const) {
    expect(instanceClientId(planOf(application), 'abc', acme).split('|')[1]).toBe(xsappname(application, acme))
  }
})

test('a client is a user', () => {
  expect(clientUser('my client')).toBe('oauth_client_my client')
})
