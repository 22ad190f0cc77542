import { expect, test } from 'vitest'
import { hostNameOf, tenantHosts } from './tenant-hosts.ts'

test('a Cloud Foundry subaccount has a host for secrets and one for certificates, a Neo one has its own form', () => {
  expect(tenantHosts({ dialect: 'cloud-foundry', subdomain: 'Acme' }, 'example.org')).toEqual([
    'acme.authentication.example.org',
    'acme.authentication.cert.example.org',
  ])
  expect(tenantHosts({ dialect: 'neo', subdomain: 'acme' }, 'example.org')).toEqual(['oauthasservices-acme.example.org'])
})

test.each([
  ['a.example.org', 'a.example.org'],
  ['A.Example.ORG:8443', 'a.example.org'],
  ['a.example.org.', 'a.example.org'],
  ['127.0.0.1:8080', '127.0.0.1'],
  ['[::1]:8080', '[::1]'],
  [undefined, undefined],
  ['', undefined],
  ['user@a.example.org', undefined],
  ['a.example.org evil', undefined],
  ['a.example.org:port', undefined],
  ['bücher.example.org', undefined],
  ['a.example.org/x', undefined],
])('Host: %s is the name %s', (header, name) => {
  expect(hostNameOf(header)).toBe(name)
})
