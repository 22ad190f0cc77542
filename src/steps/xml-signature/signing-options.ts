import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { textOf } from '../../languages/simple/value.ts'
import {
  CANONICALIZATIONS,
  canonicalizationNamed,
  digestMethodOf,
  ENVELOPED_SIGNATURE,
  signatureMethodOf,
} from '../../languages/xml-signature/algorithms.ts'
import type { KeyInfoPart } from '../../languages/xml-signature/key-info.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../signing/signature-algorithm.ts'

/** The methods of a signature by their identifiers, and what key they need. */
export interface Methods extends SignatureAlgorithm {
  readonly signatureMethod: string
  readonly digestMethod: string
}

/** `SHA256/RSA` or `ecdsa-sha256`, and a digest of its own, or `From Signature Algorithm`. */
export function readMethods(algorithm: string, digestName: string, context: StepContext): Methods {
  const name = algorithm.replace(/^ecdsa-sha(\d+)$/, 'SHA$1/ECDSA')
  const method = readSignatureAlgorithm(name) ?? context.fail('signatureAlgorithm', `${algorithm} is not supported`)
  const signatureMethod = signatureMethodOf(method.digest, method.keyType)
  if (signatureMethod === undefined) context.fail('signatureAlgorithm', `${algorithm} is not supported`)
  const digest = /^(|from signature algorithm)$/i.test(digestName.trim()) ? method.digest : digestName.replaceAll('-', '').toLowerCase()
  const digestMethod = digestMethodOf(digest) ?? context.fail('digestAlgorithm', `${digestName} is not supported`)
  return { ...method, signatureMethod, digestMethod }
}

/** The identifier of the canonicalization of SignedInfo, which cannot do without. */
export const readCanonicalization = (name: string, context: StepContext): string =>
  canonicalizationNamed(name) ?? context.fail('canonicalizationMethod', `${name} is not supported`)

/** What the header names, or else the canonicalization of the step, if it has one. Throws `processing-failed` for others. */
export function compileTransforms(name: string, isEnveloped: boolean, context: StepContext): (exchange: Exchange) => readonly string[] {
  const canonicalization = /^none$/i.test(name.trim()) ? undefined : canonicalizationNamed(name)
  if (!canonicalization && !/^none$/i.test(name.trim())) context.fail('transformMethod', `${name} is not supported`)
  const own = [...(isEnveloped ? [ENVELOPED_SIGNATURE] : []), ...(canonicalization ? [canonicalization] : [])]
  return (exchange) => {
    const named = textOf(exchange.headers.get(TRANSFORM_METHODS)).trim()
    return named === '' ? own : readTransforms(named, isEnveloped)
  }
}

const TRANSFORM_METHODS = 'CamelXmlSignatureTransformMethods'

function readTransforms(list: string, isEnveloped: boolean): string[] {
  const transforms = list.split(',').map((transform) => transform.trim())
  const unknown = transforms.find((transform) => transform !== ENVELOPED_SIGNATURE && !CANONICALIZATIONS.has(transform))
  if (unknown !== undefined) throw unfit(`names '${unknown}', which is not supported`)
  if (transforms.filter((transform) => transform !== ENVELOPED_SIGNATURE).length > 1) throw unfit('names more than one canonicalization')
  if (transforms.lastIndexOf(ENVELOPED_SIGNATURE) > 0) throw unfit('takes the signature out after the canonicalization')
  if (isEnveloped && transforms[0] !== ENVELOPED_SIGNATURE) throw unfit('does not take the signature out of the document')
  return transforms
}

const unfit = (reason: string): SluiceError => new SluiceError('processing-failed', `The header ${TRANSFORM_METHODS} ${reason}`)

export interface KeyInfoFlags {
  readonly hasChain: boolean
  readonly hasCertificate: boolean
  readonly hasIssuer: boolean
  readonly hasKeyValue: boolean
}

export function keyInfoOf({ hasChain, hasCertificate, hasIssuer, hasKeyValue }: KeyInfoFlags): ReadonlySet<KeyInfoPart> {
  const parts: readonly (readonly [KeyInfoPart, boolean])[] = [
    ['certificate-chain', hasChain],
    ['certificate', hasCertificate],
    ['issuer-serial', hasIssuer],
    ['key-value', hasKeyValue],
  ]
  return new Set(parts.flatMap(([part, isWanted]) => (isWanted ? [part] : [])))
}
