import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { readArchive, writeArchive } from './archive.ts'
import { ARCHIVE_LIMITS } from './archive-quota.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

async function zip(entries: readonly (readonly [name: string, content: string])[]): Promise<Buffer> {
  const file = new ZipFile()
  for (const [name, content] of entries) file.addBuffer(Buffer.from(content), name)
  file.end()
  return buffer(file.outputStream)
}

/** A zip whose entry names are rewritten afterwards, because the writer refuses bad ones. Names keep their length. */
async function forged(entries: readonly (readonly [name: string, content: string])[], from: string, to: string): Promise<Buffer> {
  return Buffer.from((await zip(entries)).toString('latin1').replaceAll(from, to), 'latin1')
}

const texts = (files: ReadonlyMap<string, Uint8Array>) =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))

describe('readArchive', () => {
  it('unpacks files and skips folders', async () => {
    const file = new ZipFile()
    file.addEmptyDirectory('src/')
    file.addBuffer(Buffer.from('größe'), 'src/ü.txt')
    file.addBuffer(Buffer.from(''), 'META-INF/MANIFEST.MF', { compress: false })
    file.end()
    expect(texts(await readArchive(await buffer(file.outputStream)))).toEqual({ 'src/ü.txt': 'größe', 'META-INF/MANIFEST.MF': '' })
  })

  it('accepts backslashes in entry names', async () => {
    const bytes = await forged(
      [
        ['src/main/a.xml', '<a/>'],
        ['b', ''],
      ],
      'src/main/a.xml',
      'src\\main\\a.xml',
    )
    expect(texts(await readArchive(bytes))).toEqual({ 'src/main/a.xml': '<a/>', b: '' })
  })

  it('drops one folder around everything', async () =>
    expect(
      texts(
        await readArchive(
          await zip([
            ['Order/META-INF/MANIFEST.MF', 'm'],
            ['Order/src/a', 'a'],
          ]),
        ),
      ),
    ).toEqual({
      'META-INF/MANIFEST.MF': 'm',
      'src/a': 'a',
    }))

  it.each([
    ['../x', 'contains', "contains '..'"],
    ['/abc', 'absolute', 'is absolute'],
    ['C:/x', 'drive letter', 'has a drive letter'],
  ])('refuses the entry %s', async (name, _, reason) =>
    expect(readArchive(await forged([['....', 'x']], '....', name))).rejects.toMatchObject({
      code: 'bad-request',
      message: `The archive entry ${JSON.stringify(name)} is refused: its name ${reason}`,
    }),
  )

  it('skips an entry for the root, and refuses a file there', async () => {
    expect(await readArchive(await forged([['xy', '']], 'xy', './'))).toEqual(new Map())
    await expect(readArchive(await forged([['xyz', '']], 'xyz', './.'))).rejects.toMatchObject({
      code: 'bad-request',
      message: 'The archive has an entry without name',
    })
  })

  it('refuses two entries of one name', async () =>
    expect(
      readArchive(
        await forged(
          [
            ['a/b', '1'],
            ['a-b', '2'],
          ],
          'a-b',
          'a\\b',
        ),
      ),
    ).rejects.toMatchObject({
      code: 'bad-request',
      message: 'The archive has two entries "a/b"',
    }))

  it('refuses what is no zip', async () =>
    expect(readArchive(utf8('PK but not really, just some text'))).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/^The zip archive cannot be read: /),
    }))

  it('refuses a truncated zip', async () => {
    const bytes = await zip([['a', 'x'.repeat(100)]])
    await expect(readArchive(bytes.subarray(10))).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('refuses damaged content', async () => {
    const file = new ZipFile()
    file.addBuffer(Buffer.from('genuine'), 'a', { compress: false })
    file.end()
    const bytes = Buffer.from((await buffer(file.outputStream)).toString('latin1').replace('genuine', 'forgery'), 'latin1')
    await expect(readArchive(bytes)).rejects.toMatchObject({ code: 'bad-request', message: 'The archive entry "a" is damaged' })
  })

  it('refuses an encrypted entry', async () => {
    const bytes = await zip([['a', 'x']])
    const central = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8)
    await expect(readArchive(bytes)).rejects.toMatchObject({
      code: 'bad-request',
      message: 'The archive entry "a" is encrypted or packed with an unknown method',
    })
  })

  it('refuses an entry that unpacks to more than it declares', async () => {
    const bytes = await zip([['a', 'x'.repeat(5000)]])
    const central = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes.writeUInt32LE(10, central + 24)
    await expect(readArchive(bytes)).rejects.toMatchObject({ code: 'bad-request' })
  })

  it.each([
    [{ entries: 1 }, 'The archive entry "b" is refused: the archive has more than 1 entries'],
    [{ entrySize: 9 }, 'The archive entry "a" is refused: it unpacks to 10 bytes, more than 9'],
    [{ totalSize: 15 }, 'The archive entry "b" is refused: the archive unpacks to more than 15 bytes'],
  ])('keeps the limit %j', async (limit, message) => {
    const bytes = await zip([
      ['a', '0123456789'],
      ['b', '0123456789'],
    ])
    await expect(readArchive(bytes, { ...ARCHIVE_LIMITS, ...limit })).rejects.toMatchObject({ code: 'bad-request', message })
  })

  it('refuses a zip bomb by its ratio', async () => {
    const bytes = await zip([['bomb', '0'.repeat(2 * 1024 * 1024)]])
    await expect(readArchive(bytes)).rejects.toMatchObject({
      code: 'bad-request',
      message: 'The archive entry "bomb" is refused: it is packed more than 200 to 1',
    })
  })
})

describe('writeArchive', () => {
  const files = new Map([
    ['src/b', utf8('2')],
    ['META-INF/MANIFEST.MF', utf8('1')],
    ['größe', new Uint8Array()],
  ])

  it('is read back', async () => expect(texts(await readArchive(await writeArchive(files)))).toEqual(texts(files)))

  it('depends on nothing but the files', async () => {
    const first = await writeArchive(files)
    const zone = process.env.TZ
    process.env.TZ = 'Asia/Tokyo'
    const second = await writeArchive(new Map([...files].reverse()))
    process.env.TZ = zone
    expect(Buffer.from(second).equals(first)).toBe(true)
  })
})
