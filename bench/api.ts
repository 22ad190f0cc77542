import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MessageLogStore } from '../src/store/message-logs.ts'
import { openSqliteStore } from '../src/store/sqlite/open.ts'
import { type Measurement, median, poll, startServer, type Target } from './load.ts'
import { fillDatabase } from './sample/fill.ts'
import { sampleMessage } from './sample/message-logs.ts'
import { polls } from './sample/polls.ts'
import { Random } from './sample/random.ts'

const MESSAGES = 1_000_000
const ROUNDS = 5
const LOAD = { connections: 4, seconds: 0.7 }
const WARM_UP = { connections: 4, seconds: 0.1 }
/** What p99 shall stay below, milliseconds. */
const AIM = 50

type Log = (line: string) => void

interface Row {
  readonly what: string
  readonly measured: Measurement
}

/** Everything that clients poll, on a tenant with a million message logs and two thousand flows; then how fast logs are written there. */
export async function benchApi(log: Log): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const file = join(folder, 'sluice.db')
  const now = Date.now()
  try {
    log(`filling a database with ${MESSAGES.toLocaleString('en')} messages`)
    await fillDatabase(file, MESSAGES, now)
    const rows = await measureServer(folder, now, log)
    const size = `${(statSync(file).size / 1e9).toFixed(1)} GB`
    log('message logs written')
    return [...table(rows), '', ...(await writing(file, now)), '', `The database has ${size}.`]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureServer(folder: string, now: number, log: Log): Promise<Row[]> {
  const server = await startServer('management', folder)
  try {
    return await measureAll(server.targets.api!, now, log)
  } finally {
    server.stop()
  }
}

/** In rounds over all, so that a busy moment of the machine does not fall on one of them. */
async function measureAll(target: Target, now: number, log: Log): Promise<Row[]> {
  const single = polls({ messages: MESSAGES, now })
  const mixed = { what: '**all of them in turn**', path: (number: number) => single[number % single.length]!.path(number) }
  const all = [...single, mixed].map((each) => ({ ...each, measured: [] as Measurement[] }))
  for (let round = 1; round <= ROUNDS; round++) {
    log(`round ${round} of ${ROUNDS}`)
    for (const { path, measured } of all) {
      await poll(target, path, WARM_UP)
      measured.push(await poll(target, path, LOAD))
    }
  }
  return all.map(({ what, measured }) => ({ what, measured: median(measured) }))
}

function table(rows: readonly Row[]): string[] {
  const slow = rows.filter(({ measured }) => measured.p99 >= AIM).map(({ what }) => what)
  return [
    `${MESSAGES.toLocaleString('en')} message logs over 30 days, 2,000 flows in 80 packages, designed and deployed; ${LOAD.connections} connections that each ask again as soon as they have the answer, median of ${ROUNDS} rounds over all. Aim: p99 below ${AIM} ms.`,
    slow.length === 0 ? 'Every row meets it.' : `Not met by: ${slow.join('; ')}.`,
    '',
    '| | answers | p50 | p99 |',
    '|---|---|---|---|',
    ...rows.map(
      ({ what, measured: { rate, p50, p99 } }) => `| ${what} | ${Math.round(rate)}/s | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`,
    ),
  ]
}

const GROUP = 100
const GROUPS = 100

/** Groups of logs as the runtime writes them, to the full database and to an empty one in turn. */
async function writing(file: string, now: number): Promise<string[]> {
  const empty = `${file}.empty`
  const stores = { full: await openSqliteStore({ file }), empty: await openSqliteStore({ file: empty }) }
  const times = { full: [] as Measurement[], empty: [] as Measurement[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.empty.push(await writeGroups(stores.empty.messageLogs, now, round))
    times.full.push(await writeGroups(stores.full.messageLogs, now, round))
  }
  await Promise.all([stores.full.close(), stores.empty.close()])
  const cell = ({ rate, p50, p99 }: Measurement) => `${Math.round(rate)}/s | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`
  return [
    `Message logs with run, headers and attachments, written durably in groups of ${GROUP}, median of ${ROUNDS} runs in turn:`,
    '',
    '| | logs | p50 of a group | p99 of a group |',
    '|---|---|---|---|',
    `| into an empty database | ${cell(median(times.empty))}`,
    `| beside ${MESSAGES.toLocaleString('en')} | ${cell(median(times.full))}`,
  ]
}

async function writeGroups(logs: MessageLogStore, now: number, round: number): Promise<Measurement> {
  const random = new Random(round)
  const time = now + round * GROUPS * GROUP
  const times: number[] = []
  for (let group = 0; group < GROUPS; group++) {
    const records = Array.from({ length: GROUP }, (_, index) => sampleMessage(random, time + group * GROUP + index, MESSAGES + index))
    const begun = performance.now()
    await logs.write(records)
    times.push(performance.now() - begun)
  }
  const rate = (GROUP * GROUPS * 1000) / times.reduce((sum, each) => sum + each)
  times.sort((a, b) => a - b)
  return { rate, p50: times[GROUPS / 2]!, p99: times[Math.floor(GROUPS * 0.99)]! }
}
