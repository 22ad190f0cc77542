import { PassThrough, Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { UsageError } from './io.ts'
import { readSecret } from './secret-input.ts'

function terminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const shown: string[] = []
  const output = { write: (text: string) => shown.push(text) }
  return { stdin, stdout: output, stderr: output, env: {}, shown }
}

const piped = (text: string) => ({ ...terminal(), stdin: Readable.from([Buffer.from(text)]) })

test('a value is taken as it is', async () => {
  expect(await readSecret(piped(''), ' a b ', '--secret')).toBe(' a b ')
})

test.each([
  ['top secret\n', 'top secret'],
  ['top secret\r\n', 'top secret'],
  ['two\nlines\n\n', 'two\nlines\n'],
])('stdin %j loses its last line break only', async (text, secret) => {
  expect(await readSecret(piped(text), '-', '--secret')).toBe(secret)
})

test('a terminal is asked and shows nothing of the answer', async () => {
  const io = terminal()
  const secret = readSecret(io, undefined, '--client-secret')
  io.stdin.write('hidden\n')
  expect(await secret).toBe('hidden')
  expect(io.shown.join('')).toBe('client-secret: \n')
})

test('an interrupted or empty answer is no secret', async () => {
  for (const keys of ['\x03', '\n']) {
    const io = terminal()
    const secret = readSecret(io, undefined, '--secret')
    io.stdin.write(keys)
    await expect(secret).rejects.toEqual(new UsageError('--secret is empty'))
  }
})

test('without a terminal there is nobody to ask', async () => {
  await expect(readSecret(piped('x'), undefined, '--secret')).rejects.toEqual(
    new UsageError('Give --secret, or --secret - to read it from stdin'),
  )
})
