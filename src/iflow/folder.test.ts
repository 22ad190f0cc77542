import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ARCHIVE_LIMITS } from './archive-quota.ts'
import { readFolder } from './folder.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-folder-'))
  await mkdir(join(folder, 'Order/META-INF'), { recursive: true })
  await mkdir(join(folder, 'Order/.git'))
  await writeFile(join(folder, 'Order/META-INF/MANIFEST.MF'), 'manifest')
  await writeFile(join(folder, 'Order/metainfo.prop'), 'x')
  await writeFile(join(folder, 'Order/.project'), 'hidden')
  await writeFile(join(folder, 'Order/.git/HEAD'), 'hidden')
  await symlink('/etc/passwd', join(folder, 'Order/link'))
})

afterAll(() => rm(folder, { recursive: true }))

it('reads files, and neither hidden ones nor links', async () => {
  const files = [...(await readFolder(join(folder, 'Order')))].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])
  expect(files.sort()).toEqual([
    ['META-INF/MANIFEST.MF', 'manifest'],
    ['metainfo.prop', 'x'],
  ])
})

it('looks into the one folder inside', async () =>
  expect([...(await readFolder(folder)).keys()].sort()).toEqual(['META-INF/MANIFEST.MF', 'metainfo.prop']))

it('keeps the limits of an archive', () =>
  expect(readFolder(folder, { ...ARCHIVE_LIMITS, entrySize: 3 })).rejects.toMatchObject({
    code: 'bad-request',
    message: 'The archive entry "Order/META-INF/MANIFEST.MF" is refused: it unpacks to 8 bytes, more than 3',
  }))

it('says which folder is missing', () =>
  expect(readFolder(join(folder, 'none'))).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining(`The folder ${join(folder, 'none')} cannot be read: ENOENT`),
  }))
