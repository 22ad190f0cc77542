import { expect, test } from 'vitest'
import { upgradeSigner, upgradeXmlSigner } from './upgrade.ts'

test.each([
  ['1.0', 'header'],
  ['1.2', 'header'],
  ['1.3', undefined],
  ['1.10', undefined],
  ['', undefined],
])('a PKCS#7 signer of version %j keeps signed data in a %s', (componentVersion, target) => {
  const upgraded = upgradeSigner(new Map([['componentVersion', componentVersion]]))
  expect(upgraded.get('signedDataTarget')).toBe(target)
})

test('a list of what KeyInfo tells becomes flags; later flags count', () => {
  const upgrade = (...properties: [string, string][]) => Object.fromEntries(upgradeXmlSigner(new Map(properties)))
  const none = {
    keyInfoHasX509CertChain: 'false',
    keyInfoHasX509Certificate: 'false',
    keyInfoHasIssuerName: 'false',
    keyInfoHasKeyValue: 'false',
  }
  expect(upgrade(['keyInfoContent', 'X509Certificate'])).toEqual({ ...none, keyInfoHasX509Certificate: 'true' })
  expect(upgrade(['keyInfoContent', 'X.509 Certificate Chain, KeyValue'])).toEqual({
    ...none,
    keyInfoHasX509CertChain: 'true',
    keyInfoHasKeyValue: 'true',
  })
  expect(upgrade(['keyInfoContent', ''], ['keyInfoHasKeyValue', 'true'])).toEqual({ ...none, keyInfoHasKeyValue: 'true' })
  expect(upgrade(['signatureId', 'S'])).toEqual({ signatureId: 'S' })
})
