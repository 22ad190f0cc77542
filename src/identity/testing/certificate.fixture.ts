import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { ClientCertificate } from '../../kernel/http.ts'

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 86_400_000

/** A certificate with its private key. */
export interface TestCertificate {
  readonly pem: string
  readonly keyPem: string
  readonly der: Buffer
}

export interface CertificateWish {
  /** Types and values in the order of the encoding: `C=DE, O=Acme, CN=acme`. */
  readonly subject?: string
  /** Milliseconds since the epoch. */
  readonly notBefore?: number
  readonly notAfter?: number
  readonly usage?: 'client' | 'server'
}

/** An authority for tests. */
export class TestAuthority {
  readonly certificate: x509.X509Certificate
  readonly #keys: webcrypto.CryptoKeyPair

  constructor(certificate: x509.X509Certificate, keys: webcrypto.CryptoKeyPair) {
    this.certificate = certificate
    this.#keys = keys
  }

  get pem(): string {
    return this.certificate.toString('pem')
  }

  /** A certificate for a client, valid for a day around the real time unless the wish says otherwise. */
  async issue(wish: CertificateWish = {}): Promise<TestCertificate> {
    const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
    const { usage = 'client' } = wish
    const certificate = await x509.X509CertificateGenerator.create({
      ...fields(wish),
      issuer: this.certificate.subject,
      signingKey: this.#keys.privateKey,
      publicKey: keys.publicKey,
      extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[`${usage}Auth`]])],
    })
    return written(certificate, keys)
  }
}

export async function testAuthority(name = 'CN=Test authority'): Promise<TestAuthority> {
  x509.cryptoProvider.set(webcrypto as never)
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const { subject: _, ...times } = fields({ notBefore: 0, notAfter: Date.UTC(2100, 0, 1) })
  const extensions = [new x509.BasicConstraintsExtension(true, undefined, true)]
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({ ...times, name, keys, extensions })
  return new TestAuthority(certificate, keys)
}

/** A certificate that nobody but its holder vouches for. */
export async function selfSigned(wish: CertificateWish = {}): Promise<TestCertificate> {
  x509.cryptoProvider.set(webcrypto as never)
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const { subject: name, ...rest } = fields(wish)
  return written(await x509.X509CertificateGenerator.createSelfSigned({ ...rest, name, keys }), keys)
}

/** As the server hands it on. */
export const presented = ({ der }: Pick<TestCertificate, 'der'>, trusted = true): ClientCertificate => ({ der, trusted })

function fields({ subject = 'C=DE, O=Acme, CN=acme', notBefore = Date.now() - DAY / 2, notAfter = notBefore + DAY }: CertificateWish) {
  const serialNumber = `01${randomBytes(8).toString('hex')}`
  return { subject, serialNumber, signingAlgorithm: KEY, notBefore: new Date(notBefore), notAfter: new Date(notAfter) }
}

async function written(certificate: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<TestCertificate> {
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    pem: certificate.toString('pem'),
    keyPem: x509.PemConverter.encode(key, 'PRIVATE KEY'),
    der: Buffer.from(certificate.rawData),
  }
}
