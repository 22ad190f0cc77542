import { X509Certificate } from 'node:crypto'
import { badRequest } from '../odata/failure.ts'
import type { KeystoreEntry } from '../store/keystore.ts'
import { chainOf, entryProperties, existingEntry } from './keystore/keystore-entry.ts'
import { managementSet } from './management-set.ts'

/** A field of an SSH key: its length in four bytes, then the bytes (RFC 4251 §5). */
function sshField(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** A number that is not negative begins with a bit that is not set. */
function sshNumber(base64url: string | undefined): Buffer {
  const bytes = Buffer.from(base64url ?? '', 'base64url')
  return sshField((bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]))
}

/** The public key as a line of `authorized_keys` (RFC 4253 §6.6). Throws `bad-request` for anything but RSA. */
function sshLine(entry: KeystoreEntry): string {
  const { publicKey } = new X509Certificate(chainOf(entry)[0]!)
  if (publicKey.asymmetricKeyType !== 'rsa') throw badRequest(`The key of the entry "${entry.alias}" is not RSA: it has no SSH form here.`)
  const { e, n } = publicKey.export({ format: 'jwk' })
  return `ssh-rsa ${Buffer.concat([sshField(Buffer.from('ssh-rsa')), sshNumber(e), sshNumber(n)]).toString('base64')} ${entry.alias}\n`
}

/** `SSHKeyResources`: public keys in the form that SSH servers take. */
export const sshKeyResources = managementSet<KeystoreEntry>({
  name: 'SSHKeyResources',
  type: 'SSHKeyResource',
  keys: ['Hexalias'],
  properties: entryProperties,
  requires: 'viewMonitoring',
  read: existingEntry,
  media: { read: async (entry) => ({ contentType: 'text/plain;charset=utf-8', content: sshLine(entry), fileName: `${entry.alias}.pub` }) },
})
