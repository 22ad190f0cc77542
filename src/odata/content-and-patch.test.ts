import { describe, expect, it } from 'vitest'
import { binary, int64, text } from './edm.ts'
import { EntityBody } from './entity-body.ts'
import { defineEntitySet, type EntitySet, eachRow } from './entity-set.ts'
import { aBook, aLibrary, aRequest, type Book, books, type Library, ROOT } from './library.fixture.ts'

type Right = 'read' | 'write' | 'chapters'

const json = { accept: 'application/json' }
const d = (body: unknown) => JSON.parse(String(body)).d

/** Books with content that can be written, a patch, and parameters of their own. */
const shelf = defineEntitySet<Library, Right, Book>({
  ...(books as EntitySet<Library, Right, Book>),
  name: 'Shelf',
  pageSize: 2,
  unsupported: ['$skip'],
  read: async ({ Id }, { books }, custom) => books.find((book) => book.id === (custom.get('instead') ?? Id)),
  navigation: {
    Same: {
      target: 'Shelf',
      many: true,
      resolve: eachRow(async (book, { books }: Library, custom) => (custom.get('all') === 'true' ? books : [book])),
    },
  },
  media: {
    requires: 'chapters',
    read: async (book, _context, custom) => ({ contentType: 'text/plain', content: `${custom.get('prefix') ?? ''}${book.title}` }),
    write: {
      requires: 'write',
      run: async ({ Id }, content, { books }, custom) => {
        books.push({ ...aBook(String(Id), custom.get('title') ?? ''), content })
        return { status: 200, collection: { set: 'Books', rows: books } }
      },
    },
  },
  patch: {
    requires: 'write',
    async run({ Id }, body, { books }, custom) {
      const index = books.findIndex((book) => book.id === Id)
      books[index] = { ...books[index]!, title: `${body.text('Title') ?? ''}${custom.get('mark') ?? ''}` }
      return { status: 204 }
    },
  },
  delete: { requires: 'write', run: async (_keys, _context, custom) => ({ status: 200, text: custom.get('why') ?? '' }) },
})

const aShelf = (ids: readonly string[], rights?: readonly string[]) =>
  aLibrary({ books: ids.map((id) => aBook(id, `Title ${id}`)) }, rights, { sets: [books, shelf, chapterless] })

/** Stands in for the set that books lead to. */
const chapterless = defineEntitySet<Library, Right, { id: string }>({
  name: 'Chapters',
  type: 'Chapter',
  keys: ['Id'],
  properties: { Id: text(({ id }) => id) },
  requires: 'read',
})

describe('content', () => {
  it('is written as bytes, also where nothing is yet, and answers a collection of another set', async () => {
    const { handle, library } = aShelf(['a'])
    const response = await handle(
      aRequest('PUT', "/odata/Shelf('b')/$value?title=New", { ...json, 'content-type': 'application/pkix-cert' }, '{ no json'),
    )
    expect([response.status, d(response.body).results.map((book: { __metadata: { uri: string } }) => book.__metadata.uri)]).toEqual([
      200,
      [`${ROOT}/Books('a')`, `${ROOT}/Books('b')`],
    ])
    expect(Buffer.from(library.books[1]!.content).toString()).toBe('{ no json')
    expect((await handle(aRequest('PUT', "/odata/Shelf('b')/$value", {}, 'x'.repeat(10_001)))).status).toBe(413)
  })

  it('can be written only where declared, and read with a right of its own', async () => {
    const { handle } = aShelf(['a'], ['read', 'write'])
    expect((await handle(aRequest('PUT', "/odata/Books('a')/$value", {}, 'x'))).status).toBe(405)
    expect((await handle(aRequest('GET', "/odata/Shelf('a')"))).status).toBe(200)
    expect((await handle(aRequest('GET', "/odata/Shelf('a')/$value"))).status).toBe(403)
    const content = await aShelf(['a']).handle(aRequest('GET', "/odata/Shelf('a')/$value?prefix=The%20"))
    expect([content.status, content.body]).toEqual([200, 'The Title a'])
  })
})

describe('patch', () => {
  it.each(['PATCH', 'MERGE'])('%s changes an entity', async (method) => {
    const { handle, library } = aShelf(['a'])
    const response = await handle(aRequest(method, "/odata/Shelf('a')?mark=!", {}, '{"Title":"New"}'))
    expect([response.status, response.body, library.books[0]!.title]).toEqual([204, null, 'New!'])
    expect((await handle(aRequest(method, "/odata/Books('a')", {}, '{}'))).status).toBe(405)
  })
})

describe('parameters without $', () => {
  it('reach reading, navigation and deletion, not what is written inline', async () => {
    const { handle } = aShelf(['a', 'b'])
    const get = async (path: string) => d((await handle(aRequest('GET', `/odata/${path}`, json))).body)
    expect((await get("Shelf('a')?instead=b")).Id).toBe('b')
    expect((await get("Shelf('a')/Same?all=true")).results).toHaveLength(2)
    expect((await get("Shelf('a')?$expand=Same&all=true")).Same.results).toHaveLength(1)
    expect((await handle(aRequest('DELETE', "/odata/Shelf('a')?why=old"))).body).toBe('old')
  })
})

describe('a set with bounds of its own', () => {
  it('has a page size and refuses options', async () => {
    const { handle } = aShelf(['a', 'b', 'c'])
    const page = d((await handle(aRequest('GET', '/odata/Shelf', json))).body)
    expect([page.results.length, page.__next]).toEqual([2, `${ROOT}/Shelf?$skiptoken=2`])
    const refused = await handle(aRequest('GET', '/odata/Shelf?$skip=1', json))
    expect([refused.status, JSON.parse(String(refused.body)).error.message.value]).toEqual([400, 'The query option $skip is not supported'])
  })
})

describe('a body', () => {
  const properties = { Id: int64<never>(() => null), Data: binary<never>(() => null) }

  it('gives numbers and the entity that it refers to', () => {
    const body = new EntityBody({ Id: '7', One: { Id: 8 }, List: [{ Id: 9 }], Later: { __deferred: {} }, Odd: 'x' }, properties)
    expect([body.number('Id'), body.number('Data'), body.number('None')]).toEqual([7, undefined, undefined])
    expect(['One', 'List', 'Later', 'None'].map((name) => body.entity(name, properties)?.number('Id'))).toEqual([
      8,
      9,
      undefined,
      undefined,
    ])
    expect(() => body.entity('Odd', properties)).toThrow("Property 'Odd' must be an entity.")
  })
})
