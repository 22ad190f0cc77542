import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { Agent, type Dispatcher, request } from 'undici'
import { messageOf, SluiceError } from '../kernel/errors.ts'

/** PEM of a client certificate and of its private key. */
export interface ClientIdentity {
  readonly cert: string
  readonly key: string
}

export interface Outgoing {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Data folder: its local authority is trusted for https. */
  readonly folder: string
  readonly certificate?: ClientIdentity | undefined
}

export interface Answer {
  readonly status: number
  readonly statusText: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly bytes: Uint8Array
}

/** Sends one request and reads the whole answer. Throws `unavailable` when nobody answers. */
export async function send({ url, method, headers, body, folder, certificate }: Outgoing): Promise<Answer> {
  const dispatcher = new Agent({ connect: { ca: trusted(folder), ...certificate }, bodyTimeout: 0, headersTimeout: 0 })
  try {
    const answer = await request(url, { method: method as Dispatcher.HttpMethod, headers, body: body ?? null, dispatcher })
    const bytes = await answer.body.bytes()
    const text = new TextDecoder().decode(bytes)
    return { status: answer.statusCode, statusText: answer.statusText, headers: flat(answer.headers), text, bytes }
  } catch (cause) {
    throw new SluiceError(
      'unavailable',
      `${new URL(url).origin} does not answer: ${reason(cause)}. Is Sluice running? Start it with: sluice start`,
      { cause },
    )
  } finally {
    await dispatcher.close()
  }
}

/** The public authorities and the server's own, which lies in its data folder. */
function trusted(folder: string): string[] {
  const file = join(folder, 'tls', 'ca.pem')
  return existsSync(file) ? [...rootCertificates, readFileSync(file, 'utf8')] : [...rootCertificates]
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}

/** A refused connection to a name with two addresses has its text in the error's code only. */
function reason(thrown: unknown): string {
  return messageOf(thrown) || String((thrown as { code?: unknown }).code)
}
