import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, startServer } from './load.ts'

const MILLISECONDS = 2000
const SECONDS = 3

/** What this machine can do at most, whoever issues the tokens: one sentence of the report. */
export async function ceilings(): Promise<string> {
  const [answers, signatures, commit] = [await bareAnswers(), await signaturesPerSecond(), await durableWrite()]
  return (
    `At most, on this machine: ${Math.round(answers)}/s answers of a bare node:http server to the same load, ` +
    `${Math.round(signatures)}/s RS256 signatures with every core (2048 bits), ${commit.toFixed(2)} ms for a durable write of 16 kB (median).`
  )
}

async function bareAnswers(): Promise<number> {
  const bare = await startServer('bare')
  try {
    return (await load(bare.targets.token!, { grant_type: 'client_credentials' }, SECONDS)).rate
  } finally {
    bare.stop()
  }
}

/** In the thread pool, as the server signs. */
async function signaturesPerSecond(): Promise<number> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const text = Buffer.alloc(1000)
  const start = performance.now()
  let signed = 0
  const signer = async () => {
    for (; performance.now() - start < MILLISECONDS; signed++) await signOnce(text, privateKey)
  }
  await Promise.all(Array.from({ length: cpus().length * 2 }, signer))
  return (signed / (performance.now() - start)) * 1000
}

const signOnce = (text: Buffer, key: KeyObject): Promise<unknown> =>
  new Promise((resolve, reject) => sign('RSA-SHA256', text, key, (error, signature) => (error ? reject(error) : resolve(signature))))

/** Milliseconds, median. */
async function durableWrite(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const file = await open(join(folder, 'file'), 'w')
  const times: number[] = []
  for (let round = 0; round < 300; round++) {
    await file.write(Buffer.alloc(16_384, 1))
    const start = performance.now()
    await file.datasync()
    times.push(performance.now() - start)
  }
  await file.close()
  rmSync(folder, { recursive: true })
  return times.sort((a, b) => a - b)[times.length / 2]!
}
