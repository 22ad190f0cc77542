import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { makeProof, type ProvenRequest } from '../identity/dpop/make-proof.ts'
import { isClientKey } from '../identity/jws-algorithm.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { UsageError } from './io.ts'

/** Which key the access token is bound to (RFC 9449): one of the user's, or one that is made for this call and forgotten. */
export interface ProofOptions {
  readonly dpop?: true
  readonly dpopKey?: string
}

/** The private key that proofs are signed with; nothing when none are wanted. Throws what is wrong with the file. */
export async function readProofKey({ dpop, dpopKey }: ProofOptions): Promise<KeyObject | undefined> {
  if (dpop === true && dpopKey !== undefined) throw new UsageError('Give --dpop or --dpop-key, not both')
  if (dpop === true) return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  return dpopKey === undefined ? undefined : keyInFile(dpopKey)
}

async function keyInFile(file: string): Promise<KeyObject> {
  const key = await readPrivateKey(file)
  if (isClientKey(key)) return key
  throw unreadable(file, 'it must be EC with P-256, P-384 or P-521, Ed25519, or RSA with 2048 to 4096 bits')
}

async function readPrivateKey(file: string): Promise<KeyObject> {
  try {
    return createPrivateKey(await readFile(file))
  } catch (cause) {
    throw unreadable(file, messageOf(cause), cause)
  }
}

const HINT = 'Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out FILE'

const unreadable = (file: string, reason: string, cause?: unknown): SluiceError =>
  new SluiceError('bad-request', `The private key ${file} cannot be used: ${reason}. ${HINT}`, { cause })

/** The header that proves the possession of the key, for one request. */
export const proofHeader = (key: KeyObject | undefined, request: ProvenRequest): Record<string, string> =>
  key === undefined ? {} : { dpop: makeProof(key, request, Date.now()) }
