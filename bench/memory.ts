import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { type BenchServer, startServer } from './load.ts'
import { type SampleStream, STREAMS } from './sample/streams.ts'

const MEGABYTE = 1024 * 1024
const BODY = 200 * MEGABYTE
/** Code that runs for the first time takes memory of its own. */
const WARM_UP = 2 * MEGABYTE
/** Megabytes. */
const AIM = 150

/** Resident memory of the server while a body goes through that is much larger than any that a step may read. */
export async function benchMemory(log: (line: string) => void): Promise<string[]> {
  const receiver = await countingReceiver()
  const rows: string[] = []
  for (const stream of STREAMS) {
    log(stream.title)
    rows.push(await measure(stream, receiver))
  }
  receiver.stop()
  return [
    `Bodies of ${BODY / MEGABYTE} MB, one at a time; each flow in a server of its own that had a body of ${WARM_UP / MEGABYTE} MB before. Aim: the resident memory of the server grows by less than ${AIM} MB.`,
    '',
    '| | before | at most | growth | seconds |',
    '|---|---|---|---|---|',
    ...rows,
  ]
}

async function measure(stream: SampleStream, receiver: CountingReceiver): Promise<string> {
  const server = await startServer('streams', receiver.url)
  try {
    await send(server, stream, WARM_UP)
    receiver.count = 0
    const before = residentMemory(server)
    const highest = watch(server)
    const start = performance.now()
    await send(server, stream, BODY)
    const seconds = (performance.now() - start) / 1000
    const most = await highest.end()
    // What stands between the items is not sent.
    if (receiver.count < BODY * 0.99) throw new Error(`${stream.title}: the receiver got ${receiver.count} of ${BODY} bytes`)
    const growth = most - before
    return `| ${stream.title} | ${before} MB | ${most} MB | ${growth < AIM ? growth : `**${growth}**`} MB | ${seconds.toFixed(1)} |`
  } finally {
    server.stop()
  }
}

async function send({ targets }: BenchServer, { id, type, body }: SampleStream, bytes: number): Promise<void> {
  const { url, authorization } = targets[id]!
  const answer = await request(url, {
    method: 'POST',
    headers: { authorization, 'content-type': type },
    body: Readable.from(body(bytes)),
    headersTimeout: 0,
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${text}`)
}

/** Megabytes (proc(5), `VmRSS`). */
function residentMemory({ pid }: BenchServer): number {
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
}

/** Looks many times a second. */
function watch(server: BenchServer): { end(): Promise<number> } {
  let isOver = false
  const watching = (async () => {
    let most = 0
    for (; !isOver; await sleep(20)) most = Math.max(most, residentMemory(server))
    return most
  })()
  return {
    end() {
      isOver = true
      return watching
    },
  }
}

interface CountingReceiver {
  readonly url: string
  /** Bytes of all bodies. */
  count: number
  stop(): void
}

async function countingReceiver(): Promise<CountingReceiver> {
  const server = createServer(async (message, response) => {
    for await (const chunk of message) receiver.count += (chunk as Buffer).length
    response.end('done')
  })
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  const receiver: CountingReceiver = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`, count: 0, stop }
  return receiver
}
