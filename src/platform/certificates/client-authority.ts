import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Clock } from '../../kernel/clock.ts'
import type { SettingStore } from '../../store/settings.ts'
import type { Vault } from '../../store/vault.ts'

export interface IssueRequest {
  /** As the certificate says it: `CN=…, O=…`; commas inside of values are escaped. */
  readonly subject: string
  readonly validityDays: number
  /** Bits of the RSA key. */
  readonly keyLength: number
}

/** PEM of a certificate and of its private key, which is kept nowhere else. */
export interface IssuedCertificate {
  readonly certificate: string
  readonly key: string
}

const SETTING = 'client-authority'
const NAME = 'CN=Sluice client authority'
const DAY = 86_400_000
const VALIDITY = 20 * 365 * DAY
const AUTHORITY_KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const CLIENT_KEY = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: Uint8Array.of(1, 0, 1) } as const

/** The authority that issues the certificates of service keys. Its private key is in the database, encrypted. */
export class ClientAuthority {
  readonly #certificate: x509.X509Certificate
  readonly #privateKey: webcrypto.CryptoKey
  readonly #clock: Clock

  constructor(options: { certificate: x509.X509Certificate; privateKey: webcrypto.CryptoKey; clock: Clock }) {
    this.#certificate = options.certificate
    this.#privateKey = options.privateKey
    this.#clock = options.clock
  }

  get certificatePem(): string {
    return this.#certificate.toString('pem')
  }

  /** A certificate that is valid from now on, with a key of its own. */
  async issue({ subject, validityDays, keyLength }: IssueRequest): Promise<IssuedCertificate> {
    const keys = await webcrypto.subtle.generateKey({ ...CLIENT_KEY, modulusLength: keyLength }, true, ['sign', 'verify'])
    const now = this.#clock.now()
    const certificate = await x509.X509CertificateGenerator.create({
      // Positive, whatever the random bits are (RFC 5280 §4.1.2.2).
      serialNumber: `01${randomBytes(15).toString('hex')}`,
      subject,
      issuer: this.#certificate.subject,
      signingKey: this.#privateKey,
      publicKey: keys.publicKey,
      signingAlgorithm: AUTHORITY_KEY,
      notBefore: new Date(now),
      notAfter: new Date(now + validityDays * DAY),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate.publicKey),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    })
    return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
  }
}

export interface AuthorityOptions {
  readonly settings: SettingStore
  readonly vault: Vault
  readonly clock: Clock
}

/** The authority of this installation; made when there is none. */
export async function openClientAuthority({ settings, vault, clock }: AuthorityOptions): Promise<ClientAuthority> {
  x509.cryptoProvider.set(webcrypto as never)
  if ((await settings.get(SETTING)) === undefined) await settings.putIfMissing(SETTING, await makeAuthority(vault, clock.now()))
  // A process beside this one may have been faster.
  const { certificate, privateKey } = JSON.parse((await settings.get(SETTING)) ?? '') as { certificate: string; privateKey: string }
  return new ClientAuthority({
    certificate: new x509.X509Certificate(certificate),
    privateKey: await importKey(vault.decrypt(privateKey)),
    clock,
  })
}

async function makeAuthority(vault: Vault, now: number): Promise<string> {
  const keys = await webcrypto.subtle.generateKey(AUTHORITY_KEY, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: NAME,
    keys,
    signingAlgorithm: AUTHORITY_KEY,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + VALIDITY),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return JSON.stringify({ certificate: certificate.toString('pem'), privateKey: vault.encrypt(await exportKey(keys.privateKey)) })
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), AUTHORITY_KEY, true, ['sign'])
}
