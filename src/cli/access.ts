import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Dialect } from '../store/subaccounts.ts'
import { dataFolder, serverUrl } from './client.ts'
import type { SharedOptions } from './command.ts'
import { describeRefusal } from './describe-refusal.ts'
import { type Io, UsageError } from './io.ts'
import { type ProofOptions, proofHeader, readProofKey } from './proof-key.ts'
import { readSecret } from './secret-input.ts'
import { type Answer, type ClientIdentity, send } from './send.ts'

/** How a command gets an access token: a key file, or id, secret and dialect. */
export interface AccessOptions extends SharedOptions, ProofOptions {
  readonly key?: string
  readonly id?: string
  readonly secret?: string
  readonly dialect?: Dialect
}

/** A client, where it gets tokens and what it calls. */
export interface Access {
  readonly id: string
  /** One of the two. */
  readonly secret?: string
  readonly certificate?: ClientIdentity
  /** What the token is bound to. */
  readonly proofKey?: KeyObject | undefined
  readonly dialect: Dialect
  readonly tokenUrl: string
  /** Origin for paths, without a trailing slash. */
  readonly baseUrl: string
}

const addresses = { clientid: z.string(), url: z.url(), tokenurl: z.url() }

const keyFile = z.object({
  oauth: z.union([
    z.object({ ...addresses, clientsecret: z.string() }),
    z.object({ ...addresses, certificate: z.string(), key: z.string() }),
  ]),
})

const TOKEN_PATHS: Readonly<Record<Dialect, string>> = { neo: '/oauth2/api/v1/token', 'cloud-foundry': '/oauth/token' }

/** Adds `--key`, `--id`, `--secret`, `--dialect` and `--dpop-key`. */
export function withAccess(command: Command): Command {
  return command
    .option('--key <file>', 'file with a service key; - reads stdin')
    .option('--id <id>', 'client id, instead of a key')
    .option('--secret <secret>', 'its secret; - reads stdin')
    .addOption(new Option('--dialect <dialect>', 'where the client lives').choices(['neo', 'cloud-foundry']))
    .option('--dpop-key <file>', 'private key (PEM) that the token is bound to (RFC 9449)')
}

/** Throws `UsageError` when neither a key nor a whole client is given. */
export async function readAccess(io: Io, options: AccessOptions): Promise<Access> {
  if (options.key !== undefined && options.id !== undefined) throw new UsageError('Give --key or --id, not both')
  const proofKey = await readProofKey(options)
  if (options.key !== undefined) return { ...accessOfKey(await readKey(io, options.key), options), proofKey }
  const { id, dialect } = options
  if (id === undefined || dialect === undefined) throw new UsageError('Give --key FILE, or --id ID --secret SECRET --dialect DIALECT')
  const baseUrl = serverUrl(io.env, options)
  const secret = await readSecret(io, options.secret, '--secret')
  return { id, secret, proofKey, dialect, tokenUrl: baseUrl + TOKEN_PATHS[dialect], baseUrl }
}

function accessOfKey({ oauth }: z.output<typeof keyFile>, options: AccessOptions): Access {
  return {
    id: oauth.clientid,
    ...('clientsecret' in oauth ? { secret: oauth.clientsecret } : { certificate: { cert: oauth.certificate, key: oauth.key } }),
    dialect: 'cloud-foundry',
    tokenUrl: oauth.tokenurl,
    baseUrl: (options.url ?? oauth.url).replace(/\/+$/, ''),
  }
}

async function readKey(io: Io, file: string): Promise<z.output<typeof keyFile>> {
  const name = file === '-' ? 'on stdin' : file
  try {
    return keyFile.parse(JSON.parse(file === '-' ? await text(io.stdin) : await readFile(file, 'utf8')))
  } catch (cause) {
    const members = 'oauth.clientid, oauth.url, oauth.tokenurl, and oauth.clientsecret or oauth.certificate with oauth.key'
    const reason = cause instanceof z.ZodError ? `it has no ${members}` : messageOf(cause)
    throw new SluiceError('bad-request', `The service key ${name} cannot be read: ${reason}`, { cause })
  }
}

export interface TokenWish {
  readonly format?: 'jwt' | 'opaque'
  readonly scope?: string
}

/** Asks the token endpoint; the answer is whatever came. */
export function requestToken(io: Io, options: AccessOptions, access: Access, { format, scope }: TokenWish = {}): Promise<Answer> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  // Neo knows no value for its default, the opaque token (contracts: oauth §2).
  if (format !== undefined && !(access.dialect === 'neo' && format === 'opaque')) form.set('token_format', format)
  if (scope !== undefined) form.set('scope', scope)
  const { id, secret, certificate, proofKey, tokenUrl: url } = access
  if (certificate !== undefined) form.set('client_id', id)
  return send({
    url,
    method: 'POST',
    headers: {
      ...proofHeader(proofKey, { method: 'POST', url }),
      ...(secret !== undefined && { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }),
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
    },
    body: form.toString(),
    folder: dataFolder(io.env, options),
    certificate,
  })
}

/** An access token, and the scheme that it is sent under. */
export interface IssuedToken {
  readonly token: string
  readonly scheme: 'Bearer' | 'DPoP'
}

/** The access token of a good answer. Throws with the server's reason and the way to the explanation otherwise. */
export function accessTokenOf(answer: Answer): IssuedToken {
  if (answer.status !== 200) throw new SluiceError('unauthorized', describeRefusal(answer))
  const { access_token: token, token_type: type } = JSON.parse(answer.text) as { access_token: string; token_type: string }
  return { token, scheme: type === 'DPoP' ? type : 'Bearer' }
}
