import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { record } from '../contract/message-logs.contract.ts'
import { openSqliteStore } from './open.ts'

const GROUP = 10
const ACKNOWLEDGED_BEFORE_KILL = 150

/** Writes without end and prints the number of each round once all of it was resolved. */
const WRITER = `
import { writeSync } from 'node:fs'
import { openSqliteStore } from '${pathToFileURL(join(import.meta.dirname, 'open.ts')).href}'
const [, file, template, writerThread] = process.argv
const store = await openSqliteStore({ file, writerThread })
const { log, details } = JSON.parse(template)
for (let round = 0; ; round += 1) {
  const group = Array.from({ length: ${GROUP} }, (_, index) => ({ log: { ...log, messageGuid: round + '-' + index, flowId: String(round) }, details }))
  await Promise.all([store.messageLogs.write(group), store.settings.put(String(round), 'written')])
  writeSync(1, round + '\\n')
}
`

const folder = mkdtempSync(join(tmpdir(), 'sluice-crash-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Resolves with the rounds that the writer had acknowledged when it was killed. */
async function roundsOfKilledWriter(file: string, writerThread: string): Promise<string[]> {
  const script = ['--import', 'tsx', '--input-type=module', '--eval', WRITER, file, JSON.stringify(record()), writerThread]
  const writer = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(writer, 'close')
  const rounds: string[] = []
  for await (const line of createInterface(writer.stdout)) {
    rounds.push(line)
    if (rounds.length === ACKNOWLEDGED_BEFORE_KILL) writer.kill('SIGKILL')
  }
  expect(await closed).toEqual([null, 'SIGKILL'])
  return rounds
}

test.each([
  ['in place', 'under-load'],
  ['by a thread', 'at-once'],
])('every acknowledged write is there after a kill, and no group in part: %s', async (_, writerThread) => {
  const file = join(folder, `${writerThread}.db`)
  const rounds = await roundsOfKilledWriter(file, writerThread)
  expect(rounds.length).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_KILL)
  const store = await openSqliteStore({ file })
  for (const round of rounds) {
    expect(await store.messageLogs.count({ op: 'eq', field: 'flowId', value: round })).toBe(GROUP)
    expect(await store.settings.get(round)).toBe('written')
  }
  expect((await store.messageLogs.count()) % GROUP).toBe(0)
  await store.close()
  const database = new Sqlite(file)
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
})
