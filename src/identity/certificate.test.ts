import { createHash, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { readCertificate } from './certificate.ts'
import { selfSigned, testAuthority } from './testing/certificate.fixture.ts'

test('says who it is for, by whom, and how long', async () => {
  const authority = await testAuthority('C=DE, CN=Authority')
  const { der, pem } = await authority.issue({
    subject: 'C=DE, O=Größe \\& Co\\, Inc., CN=acme',
    notBefore: Date.UTC(2026, 0, 1),
    notAfter: Date.UTC(2026, 5, 1),
  })
  const expected = {
    thumbprint: createHash('sha256').update(der).digest('base64url'),
    subjectDn: 'CN=acme, O=Größe & Co\\, Inc., C=DE',
    issuerDn: 'CN=Authority, C=DE',
    names: JSON.stringify([
      ['CN=acme', 'O=größe & co, inc.', 'C=de'],
      ['CN=authority', 'C=de'],
    ]),
    serialNumber: new X509Certificate(der).serialNumber,
    issuedAt: Date.UTC(2026, 0, 1),
    expiresAt: Date.UTC(2026, 5, 1),
    pem: new X509Certificate(der).toString(),
  }
  expect(readCertificate(der)).toEqual(expected)
  expect(readCertificate(pem)).toEqual(expected)
})

test('what stands behind the certificate does not make another one of it', async () => {
  const { der } = await selfSigned()
  expect(readCertificate(Buffer.concat([der, Buffer.from('more')]))?.thumbprint).toBe(readCertificate(der)?.thumbprint)
})

test('is nothing else than a certificate with names', async () => {
  const { der } = await selfSigned()
  for (const broken of ['', 'no certificate', Buffer.alloc(0), der.subarray(0, 100)]) expect(readCertificate(broken)).toBeUndefined()
  expect(readCertificate((await selfSigned({ subject: '' })).der)).toBeUndefined()
})
