import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Values of placeholders such as `{{host}}`, by name; what must be fetched is fetched once, when a request needs it. */
export type Values = Readonly<Record<string, string | (() => Promise<string>)>>

/** Stands between a request and its answer. */
const ARROW = '\n<<<\n'

/** Stands before the title of an exchange. */
const HEADING = /^### (?=.)/m

/** What is another in every run, wherever it stands. */
const VOLATILE: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '{{jwt}}'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '{{uuid}}'],
  [/\b[0-9a-f]{32}\b/g, '{{hex32}}'],
  [/!b\d{5}\b/g, '!b{{number}}'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '{{time}}'],
  [/^(Date|ETag|x-request-id|SAP_MplCorrelationId|SAP_MessageProcessingLogID): .*$/gim, '$1: {{$1}}'],
  [/^(Content-Length): [1-9]\d*$/gim, '$1: {{length}}'],
  [/"(iat|exp)":\d{10}\b/g, '"$1":{{$1}}'],
  [/"(rev_sig|kid|n|value|refresh_token)":"[^"]+"/g, '"$1":"{{$1}}"'],
]

/**
 * Plays a transcript against a server: sends the requests in it, one after the other, and returns the transcript with the answers
 * that came, so that it is the same text when they are the recorded ones. An exchange begins with a title behind `###`; request and
 * answer are as on the wire, with placeholders for what is another in every run, and `<<<` between them.
 *
 * @param port of the http listener on this machine
 */
export async function play(transcript: string, values: Values, port: number): Promise<string> {
  const [, ...exchanges] = transcript.split(HEADING)
  const known = new Map(
    Object.entries(values).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const played: string[] = []
  for (const exchange of exchanges) {
    const { title, request } = requestOf(exchange)
    const answer = await send(await filled(request, values, known), port)
    played.push(`### ${title}\n${request}${ARROW}${withPlaceholders(answer, known)}\n`)
  }
  return played.join('\n')
}

function requestOf(exchange: string): { title: string; request: string } {
  const [before = ''] = `${exchange.trimEnd()}\n`.split(ARROW)
  const end = before.indexOf('\n')
  return { title: before.slice(0, end), request: before.slice(end + 1).trimEnd() }
}

/** The bytes of a request: lines of its head end as HTTP wants it, and its length is counted. */
async function filled(request: string, values: Values, known: Map<string, string>): Promise<string> {
  for (const [, name = ''] of request.matchAll(/\{\{([\w.-]+)\}\}/g)) {
    if (name !== 'length' && !known.has(name)) known.set(name, await fetched(name, values))
  }
  const text = [...known].reduce((left, [name, value]) => left.replaceAll(`{{${name}}}`, value), request)
  const [head = '', ...body] = text.split('\n\n')
  const content = body.join('\n\n')
  const lines = head.replace('{{length}}', String(Buffer.byteLength(content))).split('\n')
  return `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n${content}`
}

async function fetched(name: string, values: Values): Promise<string> {
  const fetch = values[name]
  if (typeof fetch !== 'function') throw new Error(`Nothing is known for the placeholder {{${name}}}`)
  return fetch()
}

/** Not `end`: to Node a caller who closes its half has gone. */
async function send(request: string, port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return (await buffer(socket)).toString('utf8')
}

function withPlaceholders(answer: string, known: ReadonlyMap<string, string>): string {
  const longestFirst = [...known].sort(([, left], [, right]) => right.length - left.length)
  const named = longestFirst.reduce((text, [name, value]) => text.replaceAll(value, `{{${name}}}`), answer.replaceAll('\r\n', '\n'))
  return VOLATILE.reduce((text, [pattern, placeholder]) => text.replace(pattern, placeholder), named).trimEnd()
}
