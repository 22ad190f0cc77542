import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { type Access, type AccessOptions, accessTokenOf, type IssuedToken, readAccess, requestToken, withAccess } from './access.ts'
import { dataFolder } from './client.ts'
import { addCommand, type CommandContext } from './command.ts'
import { describeRefusal } from './describe-refusal.ts'
import type { Io } from './io.ts'
import { proofHeader } from './proof-key.ts'
import { type Answer, send } from './send.ts'

interface CallOptions extends AccessOptions {
  readonly request?: string
  readonly header: Readonly<Record<string, string>>
  readonly data?: string
}

/** `sluice call`: a token and a call with it. */
export function callCommand(program: Command, { io }: CommandContext): void {
  const command = addCommand(program, 'call <path>', {
    summary: 'get a token and call a path or URL with it; prints the body',
    example: `sluice call /http/product-details --key key.json -d '{"productIdentifier":"HT-2000"}'`,
  })
  withAccess(command)
    .option('--dpop', 'bind the token to a key that is made for this call (RFC 9449)')
    .option('-X, --request <method>', 'POST with a body, GET without')
    .option('-H, --header <header>', "'name: value', as often as needed", addHeader, {})
    .option('-d, --data <body>', 'the body, or @FILE')
    .action(async (path: string, options: CallOptions) => {
      const access = await readAccess(io, options)
      const issued = accessTokenOf(await requestToken(io, options, access))
      const answer = await callWith(io, options, access, { path, issued })
      io.stdout.write(options.json ? `${JSON.stringify(asJson(answer), null, 2)}\n` : answer.text)
      // A file gets the body as it is; on a terminal the next line must not begin behind it.
      if (!options.json && io.stdout.isTTY && !/\n$|^$/.test(answer.text)) io.stdout.write('\n')
      if (answer.status >= 400) throw new SluiceError('forbidden', describeRefusal(answer))
    })
}

interface Target {
  readonly path: string
  readonly issued: IssuedToken
}

async function callWith(io: Io, options: CallOptions, access: Access, { path, issued }: Target): Promise<Answer> {
  const body = options.data === undefined ? undefined : await readBody(options.data)
  const url = urlOf(access, path)
  const method = options.request?.toUpperCase() ?? (body === undefined ? 'GET' : 'POST')
  const { token, scheme } = issued
  const proof = scheme === 'DPoP' ? proofHeader(access.proofKey, { method, url, token }) : {}
  return send({
    url,
    method,
    headers: { ...(body !== undefined && contentTypeOf(body)), ...options.header, ...proof, authorization: `${scheme} ${token}` },
    body,
    folder: dataFolder(io.env, options),
    certificate: access.certificate,
  })
}

function addHeader(text: string, previous: Readonly<Record<string, string>>): Record<string, string> {
  const colon = text.indexOf(':')
  if (colon < 1) throw new InvalidArgumentError("Give 'name: value'.")
  return { ...previous, [text.slice(0, colon).trim().toLowerCase()]: text.slice(colon + 1).trim() }
}

function urlOf({ baseUrl }: Access, path: string): string {
  if (/^https?:\/\//.test(path)) return path
  return baseUrl + (path.startsWith('/') ? path : `/${path}`)
}

async function readBody(data: string): Promise<string | Uint8Array> {
  if (!data.startsWith('@')) return data
  try {
    return await readFile(data.slice(1))
  } catch (cause) {
    throw new SluiceError('bad-request', `The body file ${data.slice(1)} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** JSON and XML say what they are by their first character. */
function contentTypeOf(body: string | Uint8Array): Record<string, string> {
  const first =
    Buffer.from(body)
      .toString('utf8', 0, 64)
      .replace(/^\uFEFF/, '')
      .trimStart()[0] ?? ''
  if ('{['.includes(first) && first !== '') return { 'content-type': 'application/json' }
  return first === '<' ? { 'content-type': 'application/xml' } : { 'content-type': 'text/plain' }
}

function asJson({ status, headers, text }: Answer) {
  return { status, headers, body: text }
}
