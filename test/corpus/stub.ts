import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A call that a flow made. */
export interface ReceivedCall {
  readonly method: string
  readonly body: string
}

/** An HTTP system beside the flow under test, on loopback. */
export interface Stub {
  readonly url: string
  readonly received: ReceivedCall[]
  close(): Promise<void>
}

interface Rule {
  readonly method: string
  readonly path: string
  readonly header: readonly [name: string, value: string] | undefined
  readonly body: string
}

/** Answers the listed calls, and every other one with an empty 200 when no list is given, else with 404. */
export async function startStub(sketches: readonly string[] = []): Promise<Stub> {
  const rules = sketches.map(readRule)
  const received: ReceivedCall[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    received.push({ method, body: await text(request) })
    const rule = rules.find((each) => each.method === method && each.path === decodeURIComponent(url) && matches(each, headers))
    response.writeHead(rule || rules.length === 0 ? 200 : 404, { 'Content-Type': 'application/json' }).end(rule?.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Password of every credential that a case gives its flow. */
export const STUB_PASSWORD = 'corpus-password'

function readRule(sketch: string): Rule {
  const match = /^(\w+) (\S+)(?: with header `([^:]+): [^`]*`)? → (.*)$/s.exec(sketch)
  if (!match) throw new Error(`This stub cannot be read: ${sketch}`)
  const [, method = '', path = '', header, body = ''] = match
  return { method, path, header: header === undefined ? undefined : [header.toLowerCase(), STUB_PASSWORD], body }
}

const matches = ({ header }: Rule, headers: NodeJS.Dict<string | string[]>): boolean =>
  header === undefined || headers[header[0]] === header[1]
