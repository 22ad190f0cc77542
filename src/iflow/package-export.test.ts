import { expect, it } from 'vitest'
import { isPackageExport, readPackageExport } from './package-export.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text)
const contents = (value: unknown): Uint8Array => bytes(Buffer.from(JSON.stringify(value)).toString('base64'))

const description = {
  id: '1',
  resourceType: 'ContentPackage',
  name: 'Orders',
  displayName: 'All orders',
  uniqueId: 'orders',
  semanticVersion: '1.2.0',
}
const flow = {
  id: '2',
  resourceType: 'IFlow',
  name: 'order.zip',
  displayName: 'Order',
  uniqueId: 'com.example.order',
  semanticVersion: '1.0.1',
  extra: {},
}

it('reads the package and its resources', () => {
  const files = new Map([
    ['resources.cnt', contents({ resources: [flow, description, { id: '3', resourceType: 'File', name: 'guide.pdf' }], relations: [] })],
    ['2_content', bytes('zip')],
    ['3_content', bytes('pdf')],
  ])
  expect(isPackageExport(files)).toBe(true)
  expect(readPackageExport(files)).toEqual({
    id: 'orders',
    name: 'All orders',
    version: '1.2.0',
    resources: [
      { id: 'com.example.order', name: 'Order', type: 'IFlow', version: '1.0.1', content: bytes('zip') },
      { id: 'guide.pdf', name: 'guide.pdf', type: 'File', version: '', content: bytes('pdf') },
    ],
  })
})

it('tells an artifact from a package', () => expect(isPackageExport(new Map([['META-INF/MANIFEST.MF', bytes('')]]))).toBe(false))

it.each([
  [new Map(), 'The archive has no resources.cnt'],
  [new Map([['resources.cnt', bytes('%%%')]]), 'resources.cnt is no base64 of a JSON list of resources'],
  [new Map([['resources.cnt', contents({ resources: [{ id: 1 }] })]]), 'resources.cnt is no base64 of a JSON list of resources'],
  [new Map([['resources.cnt', contents({ resources: [] })]]), 'resources.cnt lists no ContentPackage'],
  [
    new Map([['resources.cnt', contents({ resources: [description, flow] })]]),
    'resources.cnt lists the IFlow 2, whose 2_content is missing',
  ],
])('refuses a broken export', (files, message) =>
  expect(() => readPackageExport(files)).toThrow(expect.objectContaining({ code: 'bad-request', message })),
)
