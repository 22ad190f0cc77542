import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ENTITY_SETS, FUNCTION_IMPORTS } from '../../src/api/index.ts'
import { KNOWN_NAMES } from '../../src/api/known-names.ts'
import { metadataDocument } from '../../src/odata/metadata.ts'
import { Model } from '../../src/odata/model.ts'
import { type Edmx, readEdmx } from '../support/edmx.ts'

const NAMESPACE = 'com.sap.hci.api'
const document = metadataDocument(new Model({ namespace: NAMESPACE, sets: ENTITY_SETS, functions: FUNCTION_IMPORTS, known: KNOWN_NAMES }))
const ours = readEdmx(document)

/** A type of the real service: `Name [media] key A,B`, then `Name:Type[!]`, then `> Navigation>Target[*]`; `!` is not nullable. */
interface PublishedType {
  readonly name: string
  readonly media: boolean
  readonly keys: readonly string[]
  readonly properties: readonly (readonly [name: string, type: string, nullable: boolean])[]
  readonly navigations: readonly (readonly [name: string, target: string, many: boolean])[]
}

function publishedTypes(): PublishedType[] {
  const file = fileURLToPath(new URL('fixtures/entity-types.txt', import.meta.url))
  const blocks = readFileSync(file, 'utf8')
    .trim()
    .split(/\n(?=\S)/)
  return blocks.map((block) => {
    const [head = '', properties = '', navigations = ''] = block.split('\n')
    const [, name = '', media, keys = ''] = /^(\w+)( media)? key (.*)$/.exec(head) ?? []
    return {
      name,
      media: media !== undefined,
      keys: keys.split(','),
      properties: words(properties).map((word) => [
        word.split(':')[0]!,
        fullType(word.split(':')[1]!.replace('!', '')),
        !word.endsWith('!'),
      ]),
      navigations: words(navigations.replace('  >', '')).map((word) => {
        const [from = '', target = ''] = word.split('>')
        return [from, `${NAMESPACE}.${target.replace('*', '')}`, target.endsWith('*')]
      }),
    }
  })
}

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '')
const fullType = (type: string): string => (type.includes('.') ? type : `Edm.${type}`)

/** What the published type has and ours has not, or has otherwise. Ours may have more, and leads nowhere that is not offered. */
function differences({ types }: Edmx, published: PublishedType): string[] {
  const type = types.get(`${NAMESPACE}.${published.name}`)
  if (type === undefined) return []
  const said = (what: string, holds: boolean): string[] => (holds ? [] : [`${published.name}${what}`])
  return [
    ...said(` key ${published.keys}`, type.keys.join() === published.keys.join()),
    ...said(' media', !published.media || type.media),
    ...published.properties.flatMap(([name, wanted, nullable]) => {
      const found = type.properties.get(name)
      return [
        ...said(`.${name}`, found !== undefined),
        ...said(`.${name} is ${found?.type}, not ${wanted}`, found === undefined || found.type === wanted),
        ...said(`.${name} is not nullable`, found === undefined || found.nullable || !nullable),
      ]
    }),
    ...published.navigations.flatMap(([name, target, many]) => {
      const found = type.navigations.get(name)
      return [
        ...said(`>${name}`, found !== undefined || !types.has(target)),
        ...said(`>${name} leads elsewhere`, found === undefined || (found.type === target && found.many === many)),
      ]
    }),
  ]
}

test('types have what clients know of them', () => {
  const published = publishedTypes()
  expect(published.length).toBeGreaterThan(40)
  // Published, but no tenant has it in its own $metadata.
  expect(published.flatMap((type) => differences(ours, type))).toEqual(['ServiceEndpoint>CustomTags'])
})
