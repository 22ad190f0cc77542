import { createPrivateKey } from 'node:crypto'
import sshpk from 'sshpk'
import { SluiceError } from '../../kernel/errors.ts'
import type { EntityBody } from '../../odata/entity-body.ts'
import { badRequest } from '../../odata/failure.ts'
import { requiredText } from '../security-material.ts'
import { distinguishedName, type KeyPair, selfSigned } from './key-pair.ts'

/** Bytes of a key file at most. */
const LIMIT = 10_000

/** Above this a file would keep the server busy instead of being read; `ssh-keygen` writes 16 or 24. */
const ROUND_LIMIT = 100

/** Type of key → alias under which SSH connections look for it. */
const ALIASES: Readonly<Record<string, string>> = { rsa: 'id_rsa', ecdsa: 'id_ec' }

export interface SshKeyPair extends KeyPair {
  readonly alias: string
}

/**
 * The key in an OpenSSH, PEM or PuTTY file of the caller, with a self-signed certificate. Throws `bad-request` for what is no such
 * file or a wrong password, `too-large`, and `not-supported` for DSA, over which no certificate can be made any more.
 */
export async function sshKeyPair(body: EntityBody, now: number): Promise<SshKeyPair> {
  const name = distinguishedName(body)
  const file = Buffer.from(requiredText(body, 'SSHFile'), 'base64')
  if (file.length > LIMIT) throw new SluiceError('too-large', `Property 'SSHFile' is larger than ${LIMIT} bytes.`)
  const key = parse(file, body.text('Password') || undefined)
  const alias = ALIASES[key.type]
  if (alias === undefined)
    throw new SluiceError('not-supported', `The key in 'SSHFile' is ${key.type.toUpperCase()}. Send an RSA or EC key.`)
  const privateKey = createPrivateKey(key.toString('pkcs8'))
  return { alias, privateKey, certificate: await selfSigned(privateKey, name, body, now) }
}

function parse(file: Buffer, passphrase: string | undefined): sshpk.PrivateKey {
  if (bcryptRounds(file) > ROUND_LIMIT) throw badRequest(`Property 'SSHFile' asks for more than ${ROUND_LIMIT} rounds of key derivation.`)
  const text = file.toString('latin1')
  if (/^PuTTY-User-Key-File-3:[\s\S]*^Encryption: (?!none)/m.test(text)) {
    throw badRequest("Property 'SSHFile' is an encrypted PuTTY file of version 3. Save it in version 2 or as OpenSSH key.")
  }
  // The library knows this format by name, its types do not; `auto` finds version 2 alone.
  const format = (text.startsWith('PuTTY-') ? 'putty' : 'auto') as 'auto'
  try {
    return sshpk.parsePrivateKey(file, format, passphrase === undefined ? {} : { passphrase })
  } catch (cause) {
    const needsPassword = cause instanceof Error && cause.name === 'KeyEncryptedError'
    if (needsPassword) throw badRequest("Property 'SSHFile' is encrypted: property 'Password' must hold its password.")
    const refusal = "Property 'SSHFile' is no private key in OpenSSH, PEM or PuTTY format, or its password is not correct."
    throw new SluiceError('bad-request', refusal, { cause })
  }
}

/** How often an OpenSSH file derives the key that opens it; 0 for files that do not. */
function bcryptRounds(file: Buffer): number {
  const [, body = ''] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(file.toString('latin1')) ?? []
  const bytes = Buffer.from(body, 'base64')
  const bcrypt = bytes.indexOf('\0\0\0\u0006bcrypt')
  if (bcrypt < 0 || bytes.length < bcrypt + 18) return 0
  // Behind the name: the length of the options, then the salt with its length, then the rounds.
  const rounds = bcrypt + 18 + bytes.readUInt32BE(bcrypt + 14)
  return rounds + 4 > bytes.length ? 0 : bytes.readUInt32BE(rounds)
}
