import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const launcher = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url))

/** Runs the launcher as a shell does. */
function launch(...argv: string[]): Promise<{ code: unknown; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [launcher, ...argv], (failure, out, err) => resolve({ code: failure ? failure.code : 0, out, err }))
  })
}

test('the launcher runs commands and ends with their exit code', async () => {
  const [help, wrong] = await Promise.all([launch('key', '--help'), launch('nonsense')])
  expect(help).toEqual({ code: 0, out: expect.stringMatching(/^Usage: sluice key \[options\] \[command\]/), err: '' })
  expect(wrong).toEqual({ code: 2, out: '', err: expect.stringContaining("error: unknown command 'nonsense'") })
})
