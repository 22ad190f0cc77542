import { execFileSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { PackedFile } from './packed-file.ts'
import { readTar, writeTar } from './tar.ts'
import { readZip, writeZip, zipStream } from './zip.ts'

const NOON = Date.UTC(2026, 0, 1, 12)
const FILES: readonly PackedFile[] = [
  { name: 'orders/b.xml', content: Buffer.from('<b/>') },
  { name: 'ä.txt', content: Buffer.from('x'.repeat(513)) },
  { name: 'empty', content: Buffer.alloc(0) },
  { name: `${'deep/'.repeat(40)}long.txt`, content: Buffer.from('far') },
]
const asText = (files: readonly PackedFile[]) => files.map(({ name, content }) => [name, Buffer.from(content).toString()])

describe('zip', () => {
  it('keeps names, contents and order', async () => {
    expect(asText(await readZip(await writeZip(FILES, NOON), 10_000))).toEqual(asText(FILES))
  })

  it('refuses what is no zip, what is cut, and what is too large', async () => {
    const archive = await writeZip(FILES, NOON)
    await expect(readZip(Buffer.from('PK no'), 10_000)).rejects.toMatchObject({
      code: 'processing-failed',
      message: expect.stringContaining('The body is no zip archive that can be read: '),
    })
    await expect(readZip(archive.subarray(0, -30), 10_000)).rejects.toMatchObject({ code: 'processing-failed' })
    await expect(readZip(archive, 519)).rejects.toMatchObject({
      code: 'too-large',
      message: 'The files of the zip archive are larger than 519 bytes',
    })
  })
})

describe('zipStream', () => {
  it('packs one file', async () => {
    const archive = await buffer(zipStream('a.xml', Readable.from([Buffer.from('<a>'), Buffer.from('</a>')]), NOON))
    expect(asText(await readZip(archive, 100))).toEqual([['a.xml', '<a></a>']])
  })

  it('fails with its source', async () => {
    const failing = async function* () {
      yield Buffer.from('<a>')
      throw new Error('The caller hung up')
    }
    await expect(buffer(zipStream('a.xml', Readable.from(failing()), NOON))).rejects.toThrow('The caller hung up')
  })

  it('lets its source go when nobody reads on', async () => {
    const source = Readable.from([Buffer.from('<a>')])
    const closed = new Promise((resolve) => source.once('close', resolve))
    zipStream('a.xml', source, NOON).destroy()
    await closed
    expect(source.destroyed).toBe(true)
  })
})

describe('tar', () => {
  it('keeps names, contents and order', () => {
    expect(asText(readTar(writeTar(FILES, NOON)))).toEqual(asText(FILES))
  })

  it('writes what tar reads', () => {
    const listed = execFileSync('tar', ['--utc', '--full-time', '-tvf', '-'], {
      input: writeTar(FILES.slice(0, 1), NOON),
      encoding: 'utf8',
    })
    expect(listed.trim()).toMatch(/^-rw-r--r-- 0\/0 +4 2026-01-01 12:00:00 orders\/b\.xml$/)
  })

  it.each(['gnu', 'ustar', 'posix'])('reads what tar writes as %s, folders left out', (format) => {
    const archive = execFileSync('bash', [
      '-c',
      `d=$(mktemp -d) && cd $d && mkdir -p ${'part/'.repeat(21)} && echo one > ${'part/'.repeat(21)}1.txt && echo two > 2.txt && tar --format=${format} -cf - part 2.txt; rm -r $d`,
    ])
    expect(asText(readTar(archive))).toEqual([
      [`${'part/'.repeat(21)}1.txt`, 'one\n'],
      ['2.txt', 'two\n'],
    ])
  })

  it.each([
    [Buffer.alloc(0), 'it is empty'],
    [Buffer.from('<xml/>'), 'the entry at byte 0 has no valid header'],
    [Buffer.from('x'.repeat(600)), 'the entry at byte 0 has no valid header'],
    [Buffer.from(writeTar(FILES, NOON)).subarray(0, 514), 'it ends within orders/b.xml'],
  ])('refuses %s', (bytes, reason) => {
    expect(() => readTar(bytes)).toThrow(
      expect.objectContaining({ code: 'processing-failed', message: `The body is no tar archive that can be read: ${reason}` }),
    )
  })
})
