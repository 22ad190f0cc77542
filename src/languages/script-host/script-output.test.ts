import { expect, test } from 'vitest'
import { ScriptOutput } from './script-output.ts'

function recorded() {
  const entries: [string, unknown][] = []
  const note = (message: string, fields?: Record<string, unknown>) => void entries.push([message, fields])
  let now = 1_500
  const output = new ScriptOutput({ info: note, warn: note, error: note }, () => now)
  const later = (milliseconds: number) => {
    now += milliseconds
  }
  return { output, entries, later }
}

const line = (text: string) => ['script output', { line: text }]

test('lines arrive whole, however they were cut, and the last one without an end', () => {
  const { output, entries } = recorded()
  const bytes = Buffer.from('one\r\nzwö\nlast')
  for (const byte of bytes) output.push(Buffer.of(byte))
  output.end()
  expect(entries).toEqual([line('one'), line('zwö'), line('last')])
})

test('a line of many megabytes is cut and not kept', () => {
  const { output, entries } = recorded()
  for (let chunk = 0; chunk < 200; chunk++) output.push(Buffer.alloc(65_536, 'x'))
  output.push(Buffer.from('\nnext\n'))
  expect(entries).toEqual([line(`${'x'.repeat(8_192)}…`), line('next')])
})

test('lines beyond a thousand in a second are counted only', () => {
  const { output, entries, later } = recorded()
  output.push(Buffer.from('x\n'.repeat(1_500)))
  later(1_000)
  output.push(Buffer.from('y\n'))
  expect(entries).toHaveLength(1_002)
  expect(entries.slice(1_000)).toEqual([['Scripts print too much', { linesSkipped: 500 }], line('y')])
})
