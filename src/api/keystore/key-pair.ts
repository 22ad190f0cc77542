import 'reflect-metadata'
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import * as x509 from '@peculiar/x509'
import type { EntityBody } from '../../odata/entity-body.ts'
import { badRequest } from '../../odata/failure.ts'
import { choice, requiredText } from '../security-material.ts'

const generate = promisify(generateKeyPair)
const YEAR = 365 * 86_400_000
/** Characters of a part of a name at most (contract odata-api §1.4). */
const LONGEST_PART = 500

const CURVES: Readonly<Record<number, string>> = { 256: 'P-256', 384: 'P-384', 521: 'P-521' }
const RSA_SIZES = [2048, 3072, 4096]

/** Property → attribute of a distinguished name, in the order in which they stand. */
const NAME_PARTS = {
  CommonName: 'CN',
  OrganizationUnit: 'OU',
  Organization: 'O',
  Locality: 'L',
  State: 'ST',
  Country: 'C',
  Email: 'E',
} as const

export interface KeyPair {
  readonly privateKey: KeyObject
  /** DER, self-signed. */
  readonly certificate: Uint8Array
}

/** Makes a key as the body asks, RSA 2048 by default, with a self-signed certificate. Throws `bad-request` naming the property. */
export async function generatedKeyPair(body: EntityBody, now: number): Promise<KeyPair> {
  const name = distinguishedName(body)
  const { privateKey } = await newKey(choice(body, 'KeyType', ['RSA', 'EC', 'ECDSA']), body.number('KeySize'))
  return { privateKey, certificate: await selfSigned(privateKey, name, body, now) }
}

/** A self-signed certificate for the key of a caller: RSA in PEM, PKCS#1 or PKCS#8. Throws `bad-request`. */
export async function certifiedKeyPair(body: EntityBody, now: number): Promise<KeyPair> {
  const file = body.bytes('RSAFile')
  const name = distinguishedName(body)
  requiredText(body, 'Country')
  const privateKey = rsaKey(file ?? new Uint8Array())
  return { privateKey, certificate: await selfSigned(privateKey, name, body, now) }
}

/** A request for a certificate over the key, in PEM (RFC 2986). */
export async function signingRequest(privateKey: KeyObject, certificate: Uint8Array): Promise<string> {
  const { subject } = new x509.X509Certificate(Uint8Array.from(certificate))
  const { keys, signingAlgorithm } = await signer(privateKey, 'SHA-256')
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: subject,
    keys,
    signingAlgorithm,
  })
  return `${request.toString('pem')}\n`
}

function newKey(type: string, size: number | undefined) {
  if (type === 'RSA') {
    const modulusLength = size ?? 2048
    if (!RSA_SIZES.includes(modulusLength))
      throw badRequest(`Property 'KeySize' must be one of [${RSA_SIZES.join(', ')}], found '${size}'.`)
    return generate('rsa', { modulusLength })
  }
  const namedCurve = CURVES[size ?? 256]
  if (namedCurve === undefined) throw badRequest(`Property 'KeySize' must be one of [${Object.keys(CURVES).join(', ')}], found '${size}'.`)
  return generate('ec', { namedCurve })
}

function rsaKey(pem: Uint8Array): KeyObject {
  try {
    const key = createPrivateKey(Buffer.from(pem))
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // What cannot be read is no RSA key either.
  }
  throw badRequest("Property 'RSAFile' is no RSA private key in PEM.")
}

/** A certificate over the key with the name, digest and times of the body. Throws `bad-request` naming the property. */
export async function selfSigned(privateKey: KeyObject, name: string, body: EntityBody, now: number): Promise<Uint8Array> {
  const { keys, signingAlgorithm } = await signer(privateKey, digestOf(body))
  const notBefore = body.number('ValidNotBefore') ?? now
  const notAfter = body.number('ValidNotAfter') ?? notBefore + YEAR
  if (notAfter <= notBefore) throw badRequest("Property 'ValidNotAfter' must be later than 'ValidNotBefore'.")
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
  })
  return new Uint8Array(certificate.rawData)
}

function digestOf(body: EntityBody): string {
  const algorithm = body.text('SignatureAlgorithm') || 'SHA256'
  const size = /^SHA-?(256|384|512)(?:\/|with|$)/i.exec(algorithm)?.[1]
  if (size === undefined) throw badRequest(`Property 'SignatureAlgorithm' must begin with SHA256, SHA384 or SHA512, found '${algorithm}'.`)
  return `SHA-${size}`
}

/** The name that the body asks for. Throws `bad-request` naming the property. */
export function distinguishedName(body: EntityBody): string {
  requiredText(body, 'CommonName')
  const country = body.text('Country') ?? ''
  if (!/^([A-Za-z]{2})?$/.test(country)) throw badRequest(`Property 'Country' must be two letters, found '${country}'.`)
  return Object.entries(NAME_PARTS)
    .map(([property, attribute]) => [attribute, namePart(body, property)] as const)
    .filter(([, value]) => value !== '')
    .map(([attribute, value]) => `${attribute}=${escaped(value)}`)
    .join(', ')
}

function namePart(body: EntityBody, property: string): string {
  const value = body.text(property) ?? ''
  if (value.length > LONGEST_PART) throw badRequest(`Property '${property}' is longer than ${LONGEST_PART} characters.`)
  return value
}

/** RFC 4514 §2.4. */
const escaped = (value: string): string => value.replace(/[,+"\\<>;=]/g, '\\$&').replace(/^[ #]| $/g, '\\$&')

/** The key and its public half for WebCrypto, and how it signs with this digest. */
async function signer(privateKey: KeyObject, hash: string) {
  x509.cryptoProvider.set(webcrypto as never)
  const { namedCurve } = privateKey.asymmetricKeyDetails ?? {}
  const curve = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }[namedCurve ?? '']
  const algorithm = curve === undefined ? { name: 'RSASSA-PKCS1-v1_5', hash } : { name: 'ECDSA', namedCurve: curve, hash }
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const [own, open] = await Promise.all([
    webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
    webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  ])
  return { keys: { privateKey: own, publicKey: open }, signingAlgorithm: algorithm }
}
