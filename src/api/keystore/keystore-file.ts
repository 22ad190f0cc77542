import type { KeyObject } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import { isJks, readJks } from './jks.ts'
import { readPkcs12Entries } from './pkcs12-entries.ts'

/** An entry of a keystore file: a key pair, or a certificate that is trusted. */
export interface KeystoreFileEntry {
  readonly alias: string
  /** DER, its own first; one for a certificate. */
  readonly certificates: readonly Uint8Array[]
  readonly privateKey: KeyObject | undefined
}

/**
 * The entries of a JKS or JCEKS file, or of a PKCS#12 file, which newer Java versions write under the same name. Throws
 * `unsupported-media-type` for anything else, `bad-request` for a wrong password.
 */
export async function readKeystoreFile(file: Uint8Array, password: string): Promise<KeystoreFileEntry[]> {
  if (isJks(file)) return readJks(file, password)
  if (file[0] === 0x30) return readPkcs12Entries(file, password)
  throw new SluiceError('unsupported-media-type', "Property 'Resource' is no JKS or JCEKS keystore.")
}
