import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import { entryPath, withoutTopFolder } from './entry-path.ts'

describe('entryPath', () => {
  it.each([
    ['META-INF/MANIFEST.MF', 'META-INF/MANIFEST.MF'],
    ['src\\main\\resources\\a.xsl', 'src/main/resources/a.xsl'],
    ['./a//b/', 'a/b'],
    ['..a/b..', '..a/b..'],
    ['./', ''],
    ['größe €.groovy', 'größe €.groovy'],
  ])('reads %j as %j', (name, path) => expect(entryPath(name)).toBe(path))

  it.each([
    ['/etc/passwd', 'is absolute'],
    ['\\\\server\\share', 'is absolute'],
    ['C:\\a', 'has a drive letter'],
    ['c:a', 'has a drive letter'],
    ['./c:/a', 'has a drive letter'],
    ['a/../b', "contains '..'"],
    ['a\\..\\..\\b', "contains '..'"],
    ['..', "contains '..'"],
    ['a\0b', 'contains a control character'],
  ])('refuses %j', (name, reason) =>
    expect(() => entryPath(name)).toThrow(
      new SluiceError('bad-request', `The archive entry ${JSON.stringify(name)} is refused: its name ${reason}`),
    ),
  )

  it('never yields a path that leaves the root', () => {
    const segment = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', '~'), fc.string())
    const name = fc.tuple(fc.array(segment, { minLength: 1 }), fc.constantFrom('/', '\\')).map(([parts, slash]) => parts.join(slash))
    fc.assert(
      fc.property(name, (candidate) => {
        let path: string
        try {
          path = entryPath(candidate)
        } catch (thrown) {
          expect((thrown as SluiceError).code).toBe('bad-request')
          return
        }
        const url = new URL(path.split('/').map(encodeURIComponent).join('/'), 'file:///root/of/archive/')
        expect(url.pathname.startsWith('/root/of/archive/')).toBe(true)
        expect(path).not.toMatch(/\\|^\/|^[A-Za-z]:|(^|\/)\.\.(\/|$)/)
        expect(entryPath(path)).toBe(path)
      }),
    )
  })
})

describe('withoutTopFolder', () => {
  const drop = (...paths: string[]) => [...withoutTopFolder(new Map(paths.map((path) => [path, path]))).keys()]

  it('drops the one folder around everything', () =>
    expect(drop('Order/META-INF/MANIFEST.MF', 'Order/src/a')).toEqual(['META-INF/MANIFEST.MF', 'src/a']))
  it('keeps two folders', () => expect(drop('a/x', 'b/x')).toEqual(['a/x', 'b/x']))
  it('keeps the folders of an artifact', () => expect(drop('META-INF/MANIFEST.MF')).toEqual(['META-INF/MANIFEST.MF']))
  it('keeps a folder beside a file', () => expect(drop('a/x', 'a')).toEqual(['a/x', 'a']))
  it('keeps nothing of nothing', () => expect(drop()).toEqual([]))
})
