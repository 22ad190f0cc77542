import { parse } from '@sap-ux/edmx-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENTITY_SETS, FUNCTION_IMPORTS } from '../../src/api/index.ts'
import { KNOWN_NAMES } from '../../src/api/known-names.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { CsrfProtection } from '../../src/kernel/csrf.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import {
  binary,
  boolean,
  complex,
  dateTime,
  dateTimeOffset,
  type EdmValue,
  int32,
  int64,
  type Property,
  text,
} from '../../src/odata/edm.ts'
import { defineEntitySet, eachRow } from '../../src/odata/entity-set.ts'
import { aRequest } from '../../src/odata/library.fixture.ts'
import { metadataDocument } from '../../src/odata/metadata.ts'
import { Model } from '../../src/odata/model.ts'
import { createODataService } from '../../src/odata/service.ts'
import { readEdmx } from '../support/edmx.ts'
import { AtomReader, JsonReader } from '../support/odata-documents.ts'

const double = <R>(of: (row: R) => EdmValue): Property<R> => ({ type: 'Edm.Double', nullable: true, of })

/** A value of every type, and other things that hang on it. */
interface Thing {
  readonly Key: string
  readonly Number: number
  readonly Text: EdmValue
  readonly Flag: EdmValue
  readonly Small: EdmValue
  readonly Big: EdmValue
  readonly Real: EdmValue
  readonly Local: EdmValue
  readonly Moment: EdmValue
  readonly Bytes: EdmValue
  readonly Group: { readonly Text: EdmValue; readonly Big: EdmValue }
}

const properties = {
  Key: text<Thing>((thing) => thing.Key),
  Number: int64<Thing>((thing) => thing.Number),
  Text: text<Thing>((thing) => thing.Text),
  Flag: boolean<Thing>((thing) => thing.Flag),
  Small: int32<Thing>((thing) => thing.Small),
  Big: int64<Thing>((thing) => thing.Big),
  Real: double<Thing>((thing) => thing.Real),
  Local: dateTime<Thing>((thing) => thing.Local),
  Moment: dateTimeOffset<Thing>((thing) => thing.Moment),
  Bytes: binary<Thing>((thing) => thing.Bytes),
  Group: complex<Thing>('Group', { Text: text((thing) => thing.Group.Text), Big: int64((thing) => thing.Group.Big) }),
}

const things = defineEntitySet<readonly Thing[], null, Thing>({
  name: 'Things',
  type: 'Thing',
  keys: ['Key', 'Number'],
  properties,
  requires: null,
  navigation: {
    All: { target: 'Things', many: true, resolve: eachRow(async (_, all) => all) },
    First: { target: 'Things', many: false, resolve: eachRow(async (_, all) => all.slice(0, 1)) },
  },
  list: async (all) => all,
  read: async ({ Key, Number: number }, all) => all.find((each) => each.Key === Key && each.Number === number),
})

const files = defineEntitySet<readonly Thing[], null, Thing>({
  name: 'Files',
  type: 'File',
  keys: ['Key', 'Number'],
  properties,
  requires: null,
  list: async (all) => all,
  media: { read: async () => ({ contentType: 'text/plain', content: '' }) },
})

const declarations = { namespace: 'tests.things', sets: [things, files], functions: [], known: [] }
const edmx = readEdmx(metadataDocument(new Model(declarations)))

function serviceOf(rows: readonly Thing[]) {
  return createODataService<readonly Thing[], null>({
    ...declarations,
    root: () => 'https://tests.example/svc',
    prefixes: ['/svc'],
    authorize: async () => ({ user: 'tester', bearer: true }),
    contextFor: () => rows,
    refuseCsrf: () => {
      throw new Error('Nothing is changed here')
    },
    onRefusal: () => {},
    csrf: new CsrfProtection((value) => value),
    clock: new ManualClock(),
    logger: silentLogger,
    bodyLimit: 1000,
  })
}

const orNull = (values: fc.Arbitrary<EdmValue>): fc.Arbitrary<EdmValue> => fc.option(values, { nil: null })
const instant = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }).map(Number)
const anyText = fc.string({ unit: 'binary', maxLength: 20 })
const anyInteger = fc.maxSafeInteger()
const thing: fc.Arbitrary<Thing> = fc.record({
  Key: anyText,
  Number: anyInteger,
  Text: orNull(anyText),
  Flag: orNull(fc.boolean()),
  Small: orNull(fc.integer()),
  Big: orNull(anyInteger),
  Real: orNull(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value))),
  Local: orNull(instant),
  Moment: orNull(instant),
  Bytes: orNull(fc.uint8Array({ maxLength: 10 })),
  Group: fc.record({ Text: orNull(anyText), Big: orNull(anyInteger) }),
})

/** What XML 1.0 has no way to carry is replaced; everything else stays. */
function inXml(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
  if (Array.isArray(value)) return value.map(inXml)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inXml(member)]))
}

describe('arbitrary entities', () => {
  const rows = fc.array(thing, { maxLength: 3 })
  const answer = async (all: readonly Thing[], query: string) => String((await serviceOf(all)(aRequest('GET', `/svc/${query}`))).body)

  test('are read from JSON as they were', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('Things', 'Files'), async (all, set) => {
        const { results } = JSON.parse(await answer(all, `${set}?$format=json`)).d
        expect(results.map((each: unknown) => new JsonReader(edmx).entity(each))).toEqual(all)
      }),
    )
  })

  test('are read from Atom as they were', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('Things', 'Files'), async (all, set) => {
        expect(new AtomReader(edmx).document(await answer(all, set))).toEqual(inXml(all))
      }),
    )
  })

  test('are read with others inline', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const expected = all.map((each) => ({ ...each, All: all, First: all[0] }))
        const { results } = JSON.parse(await answer(all, 'Things?$format=json&$expand=All,First')).d
        expect(results.map((each: unknown) => new JsonReader(edmx).entity(each))).toEqual(expected)
        expect(new AtomReader(edmx).document(await answer(all, 'Things?$expand=All,First'))).toEqual(inXml(expected))
      }),
      { numRuns: 30 },
    )
  })

  test('lead by their addresses back to themselves', async () => {
    await fc.assert(
      fc.asyncProperty(thing, async (one) => {
        const [entity] = JSON.parse(await answer([one], 'Things?$format=json')).d.results
        const address: string = entity.__metadata.uri.replace('https://tests.example/svc/', '')
        const found = JSON.parse(await answer([one], `${address}?$format=json`))
        expect(new JsonReader(edmx).entity(found.d)).toEqual(one)
      }),
    )
  })
})

describe('$metadata of the management API', () => {
  const document = metadataDocument(
    new Model({ namespace: 'com.sap.hci.api', sets: ENTITY_SETS, functions: FUNCTION_IMPORTS, known: KNOWN_NAMES }),
  )

  test('keeps the rules of the schema and declares every set with its properties, keys and navigations', () => {
    const { sets, types, functions } = readEdmx(document)
    const named = (type: string) => `com.sap.hci.api.${type}`
    expect([...sets].sort()).toEqual(ENTITY_SETS.map(({ name, type }) => [name, named(type)]).sort())
    expect([...functions].sort()).toEqual(FUNCTION_IMPORTS.map(({ name }) => name).sort())
    for (const set of ENTITY_SETS) {
      const type = types.get(named(set.type))!
      expect([type.keys, type.media]).toEqual([set.keys, set.media !== undefined])
      expect([...type.properties.keys()]).toEqual(Object.keys(set.properties))
      const targets = Object.entries(set.navigation ?? {}).map(([name, { target, many }]) => [name, { type: sets.get(target), many }])
      expect([...type.navigations]).toEqual(targets)
    }
  })

  test('is read by the parser of other tools', () => {
    const { schema } = parse(document)
    expect(schema.namespace).toBe('com.sap.hci.api')
    const names = (parts: readonly { name: string }[]) => parts.map(({ name }) => name).sort()
    expect(names(schema.entitySets)).toEqual(names(ENTITY_SETS))
    for (const { type, keys, properties, navigation = {} } of ENTITY_SETS) {
      const found = schema.entityTypes.find(({ name }: { name: string }) => name === type)
      expect(found.keys.map(({ name }: { name: string }) => name)).toEqual(keys)
      expect(names(found.entityProperties)).toEqual(Object.keys(properties).sort())
      expect(names(found.navigationProperties)).toEqual(Object.keys(navigation).sort())
    }
  })
})

describe('the reader of EDMX documents', () => {
  const document = metadataDocument(new Model(declarations))
  test.each([
    ['an unknown type', 'Type="Edm.Double"', 'Type="Edm.Real"', 'Thing.Real to have a known type'],
    ['a missing complex type', '<ComplexType Name="Group">', '<ComplexType Name="Other">', 'Thing.Group to have a known type'],
    [
      'a nullable key',
      'Type="Edm.String" Nullable="false"',
      'Type="Edm.String"',
      'Thing.Key, a key, to be a property that is not nullable',
    ],
    ['a name given twice', '<Property Name="Flag"', '<Property Name="Small"', 'Thing to give each name once'],
    ['a role that is none', 'ToRole="To"', 'ToRole="Elsewhere"', 'Thing.All to name both roles of an association'],
    ['a set without type', 'EntityType="tests.things.Thing"', 'EntityType="tests.things.None"', 'set Things to have an entity type'],
  ])('finds %s', (_, before, after, problem) => {
    expect(document).toContain(before)
    expect(() => readEdmx(document.replace(before, after))).toThrow(`Expected ${problem}`)
  })
})
