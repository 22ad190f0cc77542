import { type BenchServer, type Measurement, post, startServer } from './load.ts'
import { FLOWS, type SampleFlow } from './sample/flows.ts'
import { ordersAsJson, ordersAsXml, SIZES } from './sample/orders.ts'

const SECONDS = 3
/** Seconds; longer for the first size, at which its code runs for the first time. */
const WARM_UPS = [3, 1, 1]

/** Flows that differ in their steps, over HTTP with a token, with bodies of several sizes. */
export async function benchFlows(log: (line: string) => void): Promise<string[]> {
  const server = await startServer('flows')
  try {
    const rows: string[] = []
    for (const flow of FLOWS) {
      log(flow.title)
      rows.push(`| ${flow.title} | ${(await measure(server, flow)).map(cell).join(' | ')} |`)
    }
    return [
      '16 connections, a JWT, a message log for each call; each flow answers with what its last step made.',
      '',
      `| | ${Object.keys(SIZES).join(' | ')} |`,
      `|---|${'---|'.repeat(Object.keys(SIZES).length)}`,
      ...rows,
    ]
  } finally {
    server.stop()
  }
}

async function measure({ targets }: BenchServer, { id, body }: SampleFlow): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const [index, size] of Object.values(SIZES).entries()) {
    const posted =
      body === 'json' ? { type: 'application/json', content: ordersAsJson(size) } : { type: 'application/xml', content: ordersAsXml(size) }
    await post(targets[id]!, posted, WARM_UPS[index]!)
    measurements.push(await post(targets[id]!, posted, SECONDS))
  }
  return measurements
}

const cell = ({ rate, p50, p99 }: Measurement): string => `${Math.round(rate)}/s, p50 ${p50} ms, p99 ${p99} ms`
