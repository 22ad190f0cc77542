import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

/** PEM of what the https listener presents, and of the authority that callers may trust. */
export interface ServerCertificate {
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly authorityPem: string
}

const DAY = 86_400_000
const AUTHORITY_VALIDITY = 3650 * DAY
const SERVER_VALIDITY = 397 * DAY
const RENEW_BEFORE = 30 * DAY
const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * The server certificate for these host names, issued by a local authority that is made on first start in `folder`
 * (`ca.pem`, `ca.key`, `server.pem`, `server.key`; keys with mode 0600). It is issued anew when a name is missing or it ends
 * soon. Every name stands in the certificate by itself, because curl and Node refuse a `*.localhost` wildcard.
 */
export async function localCertificate(folder: string, names: readonly string[], now: number): Promise<ServerCertificate> {
  x509.cryptoProvider.set(webcrypto as never)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const authority = await localAuthority(folder, now)
  const known = readServerCertificate(folder)
  if (known && isUsable(known.certificatePem, authority.certificate, names, now))
    return { ...known, authorityPem: authority.certificate.toString('pem') }
  return issueServerCertificate(folder, authority, names, now)
}

interface Authority {
  readonly certificate: x509.X509Certificate
  readonly privateKey: webcrypto.CryptoKey
}

async function localAuthority(folder: string, now: number): Promise<Authority> {
  const certificateFile = join(folder, 'ca.pem')
  const keyFile = join(folder, 'ca.key')
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    return {
      certificate: new x509.X509Certificate(readFileSync(certificateFile, 'utf8')),
      privateKey: await importKey(readFileSync(keyFile, 'utf8')),
    }
  }
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Sluice local authority',
    keys: keys,
    signingAlgorithm: KEY,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + AUTHORITY_VALIDITY),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  })
  writePrivate(keyFile, await exportKey(keys.privateKey))
  writeFileSync(certificateFile, certificate.toString('pem'))
  return { certificate, privateKey: keys.privateKey }
}

function readServerCertificate(folder: string): { certificatePem: string; privateKeyPem: string } | undefined {
  const [certificateFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')]
  if (!existsSync(certificateFile) || !existsSync(keyFile)) return undefined
  return { certificatePem: readFileSync(certificateFile, 'utf8'), privateKeyPem: readFileSync(keyFile, 'utf8') }
}

function isUsable(pem: string, authority: x509.X509Certificate, names: readonly string[], now: number): boolean {
  const certificate = new x509.X509Certificate(pem)
  const present =
    certificate
      .getExtension(x509.SubjectAlternativeNameExtension)
      ?.names.toJSON()
      .map((each) => each.value) ?? []
  return (
    certificate.issuer === authority.subject &&
    certificate.notAfter.getTime() - now > RENEW_BEFORE &&
    names.every((name) => present.includes(name))
  )
}

async function issueServerCertificate(
  folder: string,
  authority: Authority,
  names: readonly string[],
  now: number,
): Promise<ServerCertificate> {
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=Sluice',
    issuer: authority.certificate.subject,
    signingKey: authority.privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm: KEY,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + SERVER_VALIDITY),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
    ],
  })
  const certificatePem = certificate.toString('pem')
  const privateKeyPem = await exportKey(keys.privateKey)
  writePrivate(join(folder, 'server.key'), privateKeyPem)
  writeFileSync(join(folder, 'server.pem'), certificatePem)
  return { certificatePem, privateKeyPem, authorityPem: authority.certificate.toString('pem') }
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), KEY, true, ['sign'])
}

function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 })
  chmodSync(file, 0o600)
}
