import type { KeyObject } from 'node:crypto'
import { readElements } from '../cms/ber.ts'
import { XMLDSIG, XMLDSIG_11 } from './algorithms.ts'

/** A public key as XML shows it: the numbers that it consists of, big-endian, by the names of their elements. */
export interface KeyValue {
  readonly namespace: string
  readonly name: string
  readonly numbers: readonly (readonly [name: string, value: Uint8Array])[]
  /** Identifier of the curve of an elliptic key. */
  readonly curve: string | undefined
}

/** The public key in parts (“XML Signature Syntax and Processing” 1.1 §4.5.2). Throws for other kinds of keys than RSA, DSA and EC. */
export function keyValueOf(publicKey: KeyObject): KeyValue {
  if (publicKey.asymmetricKeyType === 'dsa') return dsaKeyValue(publicKey)
  const { n, e, crv, x, y } = publicKey.export({ format: 'jwk' })
  if (publicKey.asymmetricKeyType === 'rsa') {
    return {
      namespace: XMLDSIG,
      name: 'RSAKeyValue',
      numbers: [
        ['Modulus', fromBase64url(n)],
        ['Exponent', fromBase64url(e)],
      ],
      curve: undefined,
    }
  }
  const point = Buffer.concat([Buffer.of(4), fromBase64url(x), fromBase64url(y)])
  return { namespace: XMLDSIG_11, name: 'ECKeyValue', numbers: [['PublicKey', point]], curve: CURVES.get(crv ?? '') }
}

const CURVES: ReadonlyMap<string, string> = new Map([
  ['P-256', 'urn:oid:1.2.840.10045.3.1.7'],
  ['P-384', 'urn:oid:1.3.132.0.34'],
  ['P-521', 'urn:oid:1.3.132.0.35'],
  ['secp256k1', 'urn:oid:1.3.132.0.10'],
])

const fromBase64url = (text: string | undefined): Uint8Array => Buffer.from(text ?? '', 'base64url')

/** JSON knows no keys of this kind, so its parts come from SubjectPublicKeyInfo (RFC 3279 §2.3.2). */
function dsaKeyValue(publicKey: KeyObject): KeyValue {
  const [algorithm, bits] = readElements(readElements(publicKey.export({ type: 'spki', format: 'der' }))[0]!.content)
  const parameters = readElements(readElements(algorithm!.content)[1]!.content)
  const [value] = readElements(bits!.content.subarray(1))
  const numbers = [...parameters, value!].map(({ content }, index) => [['P', 'Q', 'G', 'Y'][index]!, withoutZeros(content)] as const)
  return { namespace: XMLDSIG, name: 'DSAKeyValue', numbers, curve: undefined }
}

/** Numbers are written without zeros in front. */
export const withoutZeros = (number: Uint8Array): Uint8Array => {
  const first = number.findIndex((octet) => octet !== 0)
  return first < 0 ? number.subarray(-1) : number.subarray(first)
}
