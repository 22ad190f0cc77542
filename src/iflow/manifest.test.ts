import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readManifest } from './manifest.ts'

const manifest = (text: string) => readManifest(Buffer.from(text, 'utf8'))

it('reads headers, joins wrapped lines and cuts directives', () => {
  expect(
    manifest(
      'Manifest-Version: 1.0\r\nBundle-SymbolicName: com.example.fl\r\n ow; singleton:=true\r\nBundle-Name: My\n  Flow\nBundle-Version: 1.0.2\r\nSAP-BundleType:IntegrationFlow\r\n\r\n',
    ),
  ).toEqual({
    id: 'com.example.flow',
    name: 'My Flow',
    version: '1.0.2',
    bundleType: 'IntegrationFlow',
    headers: new Map([
      ['Manifest-Version', '1.0'],
      ['Bundle-SymbolicName', 'com.example.flow; singleton:=true'],
      ['Bundle-Name', 'My Flow'],
      ['Bundle-Version', '1.0.2'],
      ['SAP-BundleType', 'IntegrationFlow'],
    ]),
  })
})

it('falls back to the id as name and to 1.0.0 as version', () =>
  expect(manifest('\ufeffBundle-SymbolicName: a')).toEqual({
    id: 'a',
    name: 'a',
    version: '1.0.0',
    bundleType: '',
    headers: new Map([['Bundle-SymbolicName', 'a']]),
  }))

it('reads any name however it is wrapped at 72 bytes', () => {
  const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((name) => /^[^\s\p{C}]+$/u.test(name))
  fc.assert(
    fc.property(names, fc.constantFrom('\r\n', '\n', '\r'), (name, end) => {
      const bytes = Buffer.from('Bundle-SymbolicName: a')
      const line = Buffer.from(`Bundle-Name: ${name}`)
      const chunks = [bytes, Buffer.from(end), line.subarray(0, 72)]
      for (let at = 72; at < line.length; at += 71) chunks.push(Buffer.from(`${end} `), line.subarray(at, at + 71))
      expect(readManifest(Buffer.concat(chunks)).name).toBe(name)
    }),
  )
})

it.each([
  ['Bundle-Name: x', 'META-INF/MANIFEST.MF has no Bundle-SymbolicName'],
  ['Bundle-SymbolicName: ;singleton:=true', 'META-INF/MANIFEST.MF has no Bundle-SymbolicName'],
  ['Bundle-SymbolicName: a\nnonsense', 'META-INF/MANIFEST.MF has a line without header name: "nonsense"'],
])('refuses %j', (text, message) => expect(() => manifest(text)).toThrow(expect.objectContaining({ code: 'bad-request', message })))
