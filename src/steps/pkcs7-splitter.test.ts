import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import { readTar } from '../languages/file-archive/tar.ts'
import { type NodeSketch, runFlow } from './branches/flow.fixture.ts'

let folder: string
const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
const file = (name: string): string => join(folder, name)
const PAYLOAD = `<order>${'x'.repeat(5000)}</order>`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-pkcs7-'))
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=Tests', '-days', '1')
  writeFileSync(file('payload'), PAYLOAD)
})
afterAll(() => rmSync(folder, { recursive: true }))

function signed(...options: string[]): Buffer {
  openssl('cms', '-sign', '-binary', '-in', 'payload', '-signer', 'cert.pem', '-inkey', 'key.pem', '-out', 'signed', ...options)
  return readFileSync(file('signed'))
}

/** Splits and gathers both messages in a tar, which keeps their names. */
async function split(body: Uint8Array, properties: Record<string, string> = {}) {
  const nodes: NodeSketch[] = [
    ['start', 'MessageStartEvent'],
    ['split', 'Splitter/PKCS#7/CMS Signature-Content Splitter', { tokenValue: 'payload.xml', tokenValue2: 'payload.sig', ...properties }],
    ['note', 'Probe', { note: '${header.CamelFileName}' }],
    ['gather', 'Gather', { aggregationAlgorithm: 'enhancedTarAggregationStrategy' }],
    ['end', 'MessageEndEvent'],
  ]
  const run = await runFlow({ main: { nodes } }, Body.bytes(body))
  if (run.failure) return { failure: run.failure }
  const contents = new Map(readTar(run.exchange.body.asBytes()).map(({ name, content }) => [name, content]))
  return { order: run.seen, payload: contents.get('payload.xml')!, signature: contents.get('payload.sig')!, failure: undefined }
}

/** Whether the signature belongs to the payload, as OpenSSL sees it. */
function verify(signature: Uint8Array): string {
  writeFileSync(file('payload.sig'), signature)
  return openssl(
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    'payload.sig',
    '-content',
    'payload',
    '-CAfile',
    'cert.pem',
    '-purpose',
    'any',
  ).toString()
}

describe('PKCS#7/CMS Splitter', () => {
  it.each([
    ['DER', ['-nodetach', '-outform', 'DER']],
    ['BER in pieces', ['-nodetach', '-outform', 'DER', '-stream']],
    ['PEM', ['-nodetach', '-outform', 'PEM']],
  ])('splits %s; the signature verifies', async (_, options) => {
    const { order, payload, signature } = await split(signed(...options))
    expect([order, Buffer.from(payload!).toString()]).toEqual([['payload.xml', 'payload.sig'], PAYLOAD])
    expect(verify(signature!)).toBe(PAYLOAD)
  })

  it('leaves out the wrapping, begins with the signature and encodes, as it is told', async () => {
    const body = signed('-nodetach', '-outform', 'DER')
    const plain = await split(body, { PK7_WrapContent: 'false', PK7_Payload: 'false' })
    const wrapped = await split(body, { PK7_Base64_Payload: 'true', PK7_Base64_SIG: 'true' })
    expect([plain.order, plain.signature![0], plain.signature!.length]).toEqual([['payload.sig', 'payload.xml'], 0x30, expect.any(Number)])
    expect(Buffer.from(Buffer.from(wrapped.payload!).toString(), 'base64').toString()).toBe(PAYLOAD)
    const decoded = Buffer.from(Buffer.from(wrapped.signature!).toString(), 'base64')
    expect(decoded.subarray(-plain.signature!.length).equals(plain.signature!)).toBe(true)
    expect(verify(decoded)).toBe(PAYLOAD)
  })

  it('splits signed data that no ContentInfo wraps', async () => {
    const body = signed('-nodetach', '-outform', 'DER')
    const bare = body.subarray(body.indexOf(Buffer.from('0201', 'hex')) - 4)
    expect(Buffer.from((await split(bare)).payload!).toString()).toBe(PAYLOAD)
  })

  it.each<[string, () => Uint8Array, string | RegExp]>([
    ['text', () => Buffer.from('hello'), /^The body is no PKCS#7/],
    ['nothing', () => Buffer.alloc(0), 'The body is no PKCS#7 signed data'],
    ['another content type', () => Buffer.from('300b06092a864886f70d010701', 'hex'), 'The body is no PKCS#7 signed data'],
    ['a detached signature', () => signed('-outform', 'DER'), 'The PKCS#7 signed data holds no content'],
    [
      'half a message',
      () => signed('-nodetach', '-outform', 'DER').subarray(0, 300),
      'The body is no PKCS#7 message: there is no valid element at byte 0',
    ],
  ])('refuses %s', async (_, body, reason) => {
    expect((await split(body())).failure).toMatch(reason)
  })
})
