import type { KeyObject } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import type { CmsCertificate } from './certificate.ts'
import { decryptContent, type EncryptedContent } from './content-encryption.ts'
import { CONTENT_TYPE } from './content-info.ts'
import type { Envelope } from './enveloped-data.ts'
import { type RecipientInfo, unwrapKey } from './recipient-info.ts'
import { readSignerInfos } from './signed-data.ts'
import { requireValidSignature, type SignerInfo } from './signer-info.ts'

/** An envelope whose content key is known. */
export interface OpenedEnvelope {
  readonly content: Uint8Array
  readonly envelope: Envelope
  readonly key: Uint8Array
}

/** Opens an envelope with the private key of one of its recipients. Throws `processing-failed`. */
export function openEnvelope(envelope: Envelope, recipient: RecipientInfo, privateKey: KeyObject): OpenedEnvelope {
  const key = unwrapKey(recipient, privateKey, envelope.cipher.keyBytes)
  try {
    return { content: decryptContent(envelope.encrypted, envelope.cipher, key, envelope.authenticated), envelope, key }
  } catch {
    throw new SluiceError('processing-failed', 'The PKCS#7/CMS message cannot be decrypted: key or content do not fit')
  }
}

/** Requires that an expected signer signed the content of SignedAndEnvelopedData. Throws `processing-failed`. */
export function requireSignedEnvelope({ content, envelope, key }: OpenedEnvelope, certificates: readonly CmsCertificate[]): void {
  const signerInfos = readSignerInfos(envelope.signerInfos).map((signerInfo) => withDecryptedSignature(signerInfo, envelope, key))
  requireValidSignature(signerInfos, { content, contentType: CONTENT_TYPE.data, certificates })
}

/** Signatures are encrypted like the content (RFC 2315 §11.1); some writers leave them as they are. */
function withDecryptedSignature(signerInfo: SignerInfo, { cipher, encrypted }: Envelope, key: Uint8Array): SignerInfo {
  const sealed: EncryptedContent = { ...encrypted, ciphertext: signerInfo.signature }
  try {
    return { ...signerInfo, signature: decryptContent(sealed, cipher, key) }
  } catch {
    return signerInfo
  }
}
