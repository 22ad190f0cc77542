import { describe, expect, it } from 'vitest'
import type { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { aBook, aLibrary, aRequest, type Book, ROOT } from './library.fixture.ts'

const json = { accept: 'application/json' }
const parsed = (response: HttpResponse) => JSON.parse(String(response.body))
const status = (response: HttpResponse) => ({ status: response.status, headers: response.headers, body: response.body })
const failure = (code: string, value: string | null) => JSON.stringify({ error: { code, message: { lang: 'en', value } } })

const dune: Book = { ...aBook('D 1', 'Dune'), pages: 612, sold: 20_000_000, lent: true, note: 'sand & <spice>' }
const emma: Book = { ...aBook("E'2", 'Emma'), pages: 474, shelf: 'B', added: Date.UTC(2026, 1, 1, 12, 30, 0, 5) }
const ubik: Book = { ...aBook('U3', 'Ubik'), pages: 202 }

const openingChapters = [
  { book: 'D 1', number: 0, heading: 'Foreword' },
  { book: 'D 1', number: 1, heading: 'Arrakis' },
  { book: 'U3', number: 1, heading: 'Runciter' },
]

const stocked = (rights?: string[], overrides: Parameters<typeof aLibrary>[2] = {}) =>
  aLibrary({ books: [dune, emma, ubik], chapters: [...openingChapters] }, rights, overrides)

const get = async (target: string, headers: Record<string, string> = json) => stocked().handle(aRequest('GET', target, headers))

const duneJson = {
  __metadata: {
    id: `${ROOT}/Books('D%201')`,
    uri: `${ROOT}/Books('D%201')`,
    type: 'library.Book',
    content_type: 'application/octet-stream',
    media_src: `${ROOT}/Books('D%201')/$value`,
    edit_media: `${ROOT}/Books('D%201')/$value`,
  },
  Id: 'D 1',
  Title: 'Dune',
  Pages: 612,
  Sold: '20000000',
  Lent: true,
  Added: '/Date(1767225600000)/',
  Place: { __metadata: { type: 'library.Place' }, Shelf: 'A', Row: 1 },
  Note: 'sand & <spice>',
  Content: null,
  Chapters: { __deferred: { uri: `${ROOT}/Books('D%201')/Chapters` } },
  Foreword: { __deferred: { uri: `${ROOT}/Books('D%201')/Foreword` } },
}

describe('reading as JSON', () => {
  it('answers an entity with metadata, deferred links, Int64 as string and dates', async () => {
    const response = await get("/odata/Books('D%201')")
    expect({ ...status(response), body: parsed(response) }).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/json', DataServiceVersion: '2.0' },
      body: { d: duneJson },
    })
  })

  it.each([
    ['short key', "/odata/Books('D%201')"],
    ['named key', "/odata/Books(Id='D%201')"],
    ['encoded quotes and parentheses', '/odata/Books%28Id=%27D%201%27%29'],
    ['trailing slash', "/odata/Books('D%201')/"],
    ['slash before the query', "/odata/Books('D%201')/?$format=json"],
    ['other prefix', "/old/odata/Books('D%201')"],
  ])('finds an entity by %s', async (_name, target) => {
    expect(parsed(await get(target)).d).toEqual(duneJson)
  })

  it('reads a doubled quote in a key as one', async () => {
    expect(parsed(await get("/odata/Books('E%27%272')?$select=Title")).d.Title).toBe('Emma')
  })

  it.each([
    ['$filter', "$filter=startswith(Title,'D') or Pages lt 300", ['Dune', 'Ubik']],
    ['$filter with plus signs', "$filter=Title+eq+'Emma'", ['Emma']],
    ['a complex path, percent-encoded', '$filter=Place%2FShelf%20eq%20%27B%27', ['Emma']],
    ['a date', "$filter=Added gt datetime'2026-01-31T00:00:00.5'", ['Emma']],
    ['$orderby', '$orderby=Pages desc', ['Dune', 'Emma', 'Ubik']],
    ['$orderby with two properties', '$orderby=Place/Shelf desc,Title desc', ['Emma', 'Ubik', 'Dune']],
    ['$top and $skip', '$orderby=Title&$top=1&$skip=1', ['Emma']],
    ['$top=0', '$top=0', []],
    ['empty options', '$filter=&$orderby=&$select=', ['Dune', 'Emma', 'Ubik']],
  ])('answers %s', async (_name, query, titles) => {
    const response = await get(`/odata/Books?${query}`)
    expect(parsed(response).d.results.map((book: { Title: string }) => book.Title)).toEqual(titles)
  })

  it('counts all pages, not only the rows of this one', async () => {
    const { d } = parsed(await get('/odata/Books?$inlinecount=allpages&$top=1&$filter=Pages gt 300&$select=Id'))
    expect({ count: d.__count, ids: d.results.map((book: { Id: string }) => book.Id) }).toEqual({ count: '2', ids: ['D 1'] })
  })

  it('leaves out what is not selected', async () => {
    const { d } = parsed(await get("/odata/Books('U3')?$select=Title,Chapters"))
    expect(d).toEqual({
      __metadata: expect.objectContaining({ uri: `${ROOT}/Books('U3')` }),
      Title: 'Ubik',
      Chapters: { __deferred: { uri: `${ROOT}/Books('U3')/Chapters` } },
    })
  })

  it('writes expanded navigations inline, an empty to-one as null', async () => {
    const { d } = parsed(await get('/odata/Books?$expand=Chapters,Foreword&$select=Id,Chapters/Heading,Foreword&$top=2'))
    const uri = `${ROOT}/Chapters(Book='D%201',Number=0)`
    const foreword = {
      __metadata: { id: uri, uri, type: 'library.Chapter' },
      Book: 'D 1',
      Number: 0,
      Heading: 'Foreword',
      Scan: Buffer.from('Foreword').toString('base64'),
    }
    expect(d.results.map(({ Chapters, Foreword }: { Chapters: unknown; Foreword: unknown }) => ({ Chapters, Foreword }))).toEqual([
      {
        Chapters: {
          results: [
            { __metadata: expect.anything(), Heading: 'Foreword' },
            { __metadata: expect.anything(), Heading: 'Arrakis' },
          ],
        },
        Foreword: foreword,
      },
      { Chapters: { results: [] }, Foreword: null },
    ])
  })

  it('reads through navigations, with keys, options and count', async () => {
    expect(
      parsed(await get("/odata/Books('D%201')/Chapters?$orderby=Number desc")).d.results.map((c: { Heading: string }) => c.Heading),
    ).toEqual(['Arrakis', 'Foreword'])
    expect(parsed(await get("/odata/Books('D%201')/Chapters(Number=1,Book='D 1')")).d.Heading).toBe('Arrakis')
    expect(parsed(await get("/odata/Books('D%201')/Foreword")).d.Heading).toBe('Foreword')
    expect(status(await get("/odata/Books('D%201')/Chapters/$count?$filter=Number gt 0"))).toEqual({
      status: 200,
      headers: { 'Content-Type': 'text/plain;charset=utf-8', DataServiceVersion: '1.0' },
      body: '1',
    })
  })

  it('answers 204 when a to-one navigation leads nowhere', async () => {
    expect(status(await get("/odata/Books('U3')/Foreword"))).toEqual({ status: 204, headers: {}, body: null })
  })

  it('reads single properties, complex ones and raw values', async () => {
    expect(parsed(await get("/odata/Books('U3')/Title"))).toEqual({ d: { Title: 'Ubik' } })
    expect(parsed(await get("/odata/Books('U3')/Place/Shelf"))).toEqual({ d: { Shelf: 'A' } })
    expect(parsed(await get("/odata/Books('U3')/Place"))).toEqual({
      d: { Place: { __metadata: { type: 'library.Place' }, Shelf: 'A', Row: 1 } },
    })
    expect((await get("/odata/Books('U3')/Added/$value")).body).toBe('2026-01-01T00:00:00.000')
    expect((await get("/odata/Books('U3')/Note/$value")).status).toBe(204)
  })

  it('lists links', async () => {
    expect(parsed(await get("/odata/Books('D%201')/$links/Chapters"))).toEqual({
      d: { results: [{ uri: `${ROOT}/Chapters(Book='D%201',Number=0)` }, { uri: `${ROOT}/Chapters(Book='D%201',Number=1)` }] },
    })
    expect(parsed(await get("/odata/Books('D%201')/$links/Foreword"))).toEqual({ d: { uri: `${ROOT}/Chapters(Book='D%201',Number=0)` } })
  })

  it('hands out content whatever Accept says', async () => {
    expect(status(await get("/odata/Books('D%201')/$value"))).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/pdf', DataServiceVersion: '1.0', 'Content-Disposition': 'attachment; filename=Dune.pdf' },
      body: Buffer.from('%PDF'),
    })
  })

  it('quotes a file name that is no token', async () => {
    const { handle } = aLibrary({ books: [aBook('1', 'Über "uns"')] })
    const response = await handle(aRequest('GET', "/odata/Books('1')/$value"))
    expect(response.headers['Content-Disposition']).toBe(
      `attachment; filename="_ber _uns_.pdf"; filename*=UTF-8''%C3%9Cber%20%22uns%22.pdf`,
    )
  })

  it('pages after 1000 rows and leads through all of them', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => aBook(String(index), `Book ${index}`))
    const { handle } = aLibrary({ books: many })
    const ids: string[] = []
    let target: string | undefined = '/odata/Books?$select=Id&$top=2100&$skip=10&$inlinecount=allpages'
    const pages: string[] = []
    while (target !== undefined) {
      const { d } = parsed(await handle(aRequest('GET', target, json)))
      ids.push(...d.results.map((book: { Id: string }) => book.Id))
      if (d.__next !== undefined) pages.push(d.__next)
      target = d.__next?.replace('https://library.example', '')
    }
    expect(ids).toEqual(many.slice(10, 2_110).map(({ id }) => id))
    expect(pages).toEqual([
      `${ROOT}/Books?$select=Id&$top=2100&$skip=10&$inlinecount=allpages&$skiptoken=1000`,
      `${ROOT}/Books?$select=Id&$top=2100&$skip=10&$inlinecount=allpages&$skiptoken=2000`,
    ])
  })
})

describe('service document', () => {
  it('lists the sets as JSON and as AtomPub', async () => {
    expect(parsed(await get('/odata/'))).toEqual({ d: { EntitySets: ['Books', 'Chapters'] } })
    expect(status(await get('/odata', {}))).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/atomsvc+xml;charset=utf-8', DataServiceVersion: '2.0' },
      body:
        "<?xml version='1.0' encoding='utf-8'?>" +
        `<service xmlns="http://www.w3.org/2007/app" xmlns:atom="http://www.w3.org/2005/Atom" xml:base="${ROOT}/">` +
        '<workspace><atom:title>Default</atom:title>' +
        '<collection href="Books"><atom:title>Books</atom:title></collection>' +
        '<collection href="Chapters"><atom:title>Chapters</atom:title></collection></workspace></service>',
    })
  })

  it('is for any caller, whatever he holds', async () => {
    expect((await stocked([]).handle(aRequest('HEAD', '/odata/'))).status).toBe(200)
  })
})

describe('modifying', () => {
  it('creates from a bare and from a wrapped body, ignoring what it does not know', async () => {
    const { handle, library } = aLibrary()
    const body = { Id: 'N1', Title: 'Neuromancer', Content: 'UERG', __metadata: {}, Colour: 'grey', Chapters: { __deferred: {} } }
    const first = await handle(aRequest('POST', '/odata/Books', json, JSON.stringify(body)))
    const second = await handle(aRequest('POST', '/odata/Books/', json, JSON.stringify({ d: { ...body, Id: 'N2' } })))
    expect({ status: first.status, location: first.headers.Location, id: parsed(first).d.Id }).toEqual({
      status: 201,
      location: `${ROOT}/Books('N1')`,
      id: 'N1',
    })
    expect(second.status).toBe(201)
    expect(library.books.map(({ id, content }) => [id, Buffer.from(content).toString()])).toEqual([
      ['N1', 'PDF'],
      ['N2', 'PDF'],
    ])
  })

  it('updates and deletes with the status that the set chooses', async () => {
    const { handle, library } = stocked()
    const put = await handle(aRequest('PUT', "/odata/Books('U3')", json, '{"Title":"UBIK"}'))
    expect(status(put)).toEqual({ status: 202, headers: { DataServiceVersion: '1.0' }, body: null })
    const removed = await handle(aRequest('DELETE', "/odata/Books('D%201')", { 'content-type': 'application/json' }))
    expect(removed.status).toBe(200)
    expect(library.books.map(({ title }) => title)).toEqual(['Emma', 'UBIK'])
  })

  it('creates, updates and deletes through navigations', async () => {
    const { handle, library } = stocked()
    const created = await handle(aRequest('POST', "/odata/Books('E%27%272')/Chapters", json, '{"Heading":"I"}'))
    expect({ status: created.status, location: created.headers.Location }).toEqual({
      status: 201,
      location: `${ROOT}/Chapters(Book='E''2',Number=4)`,
    })
    const key = "(Book='U3',Number=1)"
    expect((await handle(aRequest('PUT', `/odata/Books('U3')/$links/Chapters${key}`, json, '{"Heading":"Joe"}'))).status).toBe(202)
    expect(library.chapters[2]?.heading).toBe('Joe')
    expect((await handle(aRequest('DELETE', `/odata/Books('U3')/$links/Chapters${key}`, json))).status).toBe(202)
    expect(library.chapters[2]?.heading).toBe('(deleted)')
  })

  it.each([
    ['a body of null', 'null'],
    ['no body', ''],
  ])('calls a function with %s', async (_name, body) => {
    const response = await stocked().handle(aRequest('POST', "/odata/Lend?Id='O''Neil+1'&Days=3&Other=x", {}, body))
    expect(status(response)).toEqual({
      status: 202,
      headers: { 'Content-Type': 'text/plain;charset=utf-8', DataServiceVersion: '1.0' },
      body: "O'Neil 1 lent to reader for 3 days",
    })
  })

  it('lets an optional parameter be missing', async () => {
    expect((await stocked().handle(aRequest('POST', "/odata/Lend?Id='a'"))).body).toBe('a lent to reader for 14 days')
  })
})

describe('errors', () => {
  it.each([
    ['unknown set', 'GET', '/odata/Xyz', 404, "Could not find an entity set or function import for 'Xyz'."],
    ['set of a later time', 'GET', '/odata/Readers', 501, 'Not implemented'],
    ['GET on the batch', 'GET', '/odata/$batch', 405, 'The method GET is not allowed on this resource.'],
    ['set without list', 'GET', '/odata/Chapters', 501, 'Not implemented'],
    ['set without read', 'GET', "/odata/Chapters(Book='x',Number=1)", 501, 'Not implemented'],
    ['unknown property', 'GET', "/odata/Books('U3')/Colour", 404, "Could not find property with name: 'Colour'."],
    ['unknown navigation of a collection', 'GET', '/odata/Books/Chapters', 404, "Could not find property with name: 'Chapters'."],
    ['unknown part', 'GET', "/odata/Books('U3')/Place/Colour", 404, "Could not find property with name: 'Place/Colour'."],
    ['unknown link', 'GET', "/odata/Books('U3')/$links/Title", 404, "Could not find property with name: 'Title'."],
    ['count of one', 'GET', "/odata/Books('U3')/$count", 404, "Could not find property with name: '$count'."],
    [
      'value of no medium',
      'GET',
      "/odata/Books('U3')/Chapters(Book='U3',Number=1)/$value",
      404,
      "Could not find property with name: '$value'.",
    ],
    ['missing entity', 'GET', "/odata/Books('no')", 404, 'Requested entity could not be found.'],
    ['missing entity on the way', 'GET', "/odata/Books('no')/Chapters", 404, 'Requested entity could not be found.'],
    ['missing entity at the end', 'GET', "/odata/Books('U3')/Chapters(Book='U3',Number=9)", 404, 'Requested entity could not be found.'],
    ['bad key', 'GET', "/odata/Books(['aa1)", 400, "Unknown literal: 'aa1)."],
    ['bad literal', 'GET', '/odata/Books(aa1)', 400, 'Unknown literal: aa1.'],
    ['key of another type', 'GET', '/odata/Books(1)', 400, 'Invalid key predicate: 1 does not fit the key Id of Books.'],
    ['key of another name', 'GET', "/odata/Books(Key='1')", 400, "Invalid key predicate: 'Key' is no key of Books."],
    ['missing key', 'GET', "/odata/Chapters(Book='1')", 400, 'Invalid key predicate: the key Number of Chapters is missing.'],
    ['key twice', 'GET', "/odata/Books(Id='1',Id='2')", 400, 'Invalid key predicate: a key of Books occurs twice.'],
    [
      'key of a to-one',
      'GET',
      "/odata/Books('U3')/Foreword(Book='U3',Number=0)",
      400,
      'Invalid key predicate: Foreword leads to one entity.',
    ],
    ['broken encoding of the path', 'GET', '/odata/Books%ff', 400, 'The path has an invalid percent-encoding: Books%ff'],
    ['broken encoding of the query', 'GET', '/odata/Books?$top=%zz', 400, 'The query string has an invalid percent-encoding: %zz'],
    ['repeated option', 'GET', '/odata/Books?$top=1&%24top=2', 400, 'The query parameter $top occurs more than once.'],
    ['unknown option', 'GET', '/odata/Books?$search=x', 400, 'The query option $search is not supported'],
    ['negative $top', 'GET', '/odata/Books?$top=-1', 400, "Invalid value '-1' for the query option $top: it must be a whole number."],
    [
      'wrong $inlinecount',
      'GET',
      '/odata/Books?$inlinecount=yes',
      400,
      "Invalid value 'yes' for the query option $inlinecount: it must be allpages or none.",
    ],
    ['wrong $format', 'GET', '/odata/Books?$format=yaml', 400, "The format 'yaml' is not supported; use json, atom or xml."],
    ['wrong $select', 'GET', '/odata/Books?$select=Id,Colour', 400, "Invalid $select: 'Colour' is no property of Book."],
    ['wrong $expand', 'GET', '/odata/Books?$expand=Title', 400, "Invalid $expand: 'Title' is no navigation property of Book."],
    [
      'wrong $orderby',
      'GET',
      '/odata/Books?$orderby=Title up',
      400,
      "Invalid $orderby: 'Title up' is not a property with an optional asc or desc.",
    ],
    ['unknown $orderby', 'GET', '/odata/Books?$orderby=Place', 400, "Invalid $orderby: property 'Place' does not exist."],
    ['method on a collection', 'DELETE', '/odata/Books', 405, 'The method DELETE is not allowed on this resource.'],
    ['method on metadata', 'POST', '/odata/$metadata', 405, 'The method POST is not allowed on this resource.'],
    ['GET on a function', 'GET', "/odata/Lend?Id='1'", 405, 'The method GET is not allowed on this resource.'],
    ['PATCH', 'PATCH', "/odata/Books('U3')", 405, 'The method PATCH is not allowed on this resource.'],
    ['missing parameter', 'POST', '/odata/Lend', 400, 'The parameter Id of Lend is missing.'],
    ['parameter of another type', 'POST', '/odata/Lend?Id=5', 400, 'The parameter Id of Lend must be an Edm.String literal, found 5.'],
    ['parameter that is no literal', 'POST', '/odata/Lend?Id=abc', 400, 'Unknown literal: abc.'],
  ])('%s', async (_name, method, target, expected, text) => {
    const response = await stocked().handle(aRequest(method, target, json))
    expect(status(response)).toEqual({
      status: expected,
      headers: { 'Content-Type': 'application/json' },
      body: failure(
        expected === 405
          ? 'Method Not Allowed'
          : ({ 400: 'Bad Request', 404: 'Not Found', 501: 'Not Implemented' } as const)[expected as 400],
        text,
      ),
    })
  })

  it.each([
    ['broken JSON', '{"Id":', {}, 400, 'Bad Request', "An exception of type 'MalformedJsonException' occurred."],
    ['a list', '[]', {}, 400, 'Bad Request', "An exception of type 'MalformedJsonException' occurred."],
    ['XML', '<entry/>', { 'content-type': 'application/atom+xml' }, 415, 'Unsupported Media Type', 'Send the entity as application/json.'],
    ['too much', `"${'x'.repeat(10_000)}"`, {}, 413, 'Payload Too Large', 'The request body is larger than 10000 bytes.'],
    ['a number as text', '{"Title":5}', {}, 400, 'Bad Request', "Property 'Title' has a value that is no Edm.String."],
    ['broken base64', '{"Content":"%%"}', {}, 400, 'Bad Request', "Property 'Content' has a value that is no Edm.Binary."],
  ])('refuses a body of %s', async (_name, body, headers, expected, code, text) => {
    const response = await stocked().handle(aRequest('POST', '/odata/Books', { ...json, ...headers }, body))
    expect({ status: response.status, body: response.body }).toEqual({ status: expected, body: failure(code, text) })
  })

  it('writes errors as XML to who does not ask for JSON', async () => {
    expect(status(await get('/odata/A&B', {}))).toEqual({
      status: 404,
      headers: { 'Content-Type': 'application/xml' },
      body:
        "<?xml version='1.0' encoding='UTF-8'?>" +
        '<error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><code>Not Found</code>' +
        '<message xml:lang="en">Could not find an entity set or function import for &apos;A&amp;B&apos;.</message></error>',
    })
  })

  it('keeps the cause of a defect for the log', async () => {
    const logged: unknown[] = []
    const { handle } = aLibrary({}, undefined, {
      contextFor: () => {
        throw new Error('disk on fire')
      },
      logger: { info() {}, warn() {}, error: (message, fields) => logged.push([message, fields]) },
    })
    expect(status(await handle(aRequest('GET', '/odata/Books', json)))).toEqual({
      status: 500,
      headers: { 'Content-Type': 'application/json' },
      body: failure('Internal Server Error', 'An internal error occurred.'),
    })
    expect(logged).toEqual([
      ['OData request failed', { requestId: 'request-1', method: 'GET', path: '/odata/Books', detail: 'disk on fire' }],
    ])
  })
})

describe('authorisation', () => {
  it('asks who is calling before anything else', async () => {
    const { handle, refusals } = stocked()
    const response = await handle({ ...aRequest('GET', '/odata/Nowhere', json), headers: json })
    expect(status(response)).toEqual({
      status: 401,
      headers: { 'Content-Type': 'application/json', 'WWW-Authenticate': 'Bearer' },
      body: failure('Unauthorized', 'Who are you?'),
    })
    expect(refusals).toEqual(['Who are you?'])
  })

  it.each([
    ['reading', 'GET', '/odata/Books', []],
    ['writing', 'POST', '/odata/Books', ['read']],
    ['a function', 'POST', "/odata/Lend?Id='1'", ['read']],
    ['a navigation', 'GET', "/odata/Books('U3')/Chapters", ['read']],
    ['an expansion', 'GET', '/odata/Books?$expand=Chapters', ['read']],
  ])('refuses %s without the right, and says no more', async (_name, method, target, rights) => {
    const { handle, refusals } = stocked(rights)
    expect(status(await handle(aRequest(method, target, json, '{}')))).toEqual({
      status: 403,
      headers: { 'Content-Type': 'application/json' },
      body: failure('Forbidden', null),
    })
    expect(refusals).toHaveLength(1)
  })

  it('leaves the words of a denial to whoever stands in front, who keeps it then', async () => {
    const denied: string[] = []
    const renderDenied = (request: HttpRequest, { status, message }: SluiceError) => {
      denied.push(message)
      return status === 403 ? { status, headers: {}, body: `No ${request.method} for you` } : undefined
    }
    const { handle, refusals, library } = stocked(['read'], { renderDenied })
    expect(await handle(aRequest('POST', '/odata/Books', json, '{}'))).toEqual({ status: 403, headers: {}, body: 'No POST for you' })
    expect((await handle(aRequest('DELETE', "/odata/Books('U3')", { ...json, authorization: 'Basic cmVhZGVy' }))).body).toBe(
      'No DELETE for you',
    )
    expect((await handle({ ...aRequest('GET', '/odata/Books', json), headers: json })).status).toBe(401)
    expect([denied, refusals]).toEqual([['You need write.', 'You need write.', 'Who are you?'], ['Who are you?']])
    expect(library.books).toHaveLength(3)
  })
})

describe('CSRF', () => {
  const basic = { ...json, authorization: 'Basic cmVhZGVy' }
  const fetched = async (handle: ReturnType<typeof stocked>['handle'], method = 'GET', target = '/odata/') => {
    const { headers } = await handle(aRequest(method, target, { ...basic, 'x-csrf-token': 'fetch' }))
    return { token: String(headers['X-CSRF-Token']), cookie: String(headers['Set-Cookie']) }
  }

  it.each([
    ['GET', '/odata/'],
    ['HEAD', '/odata'],
    ['HEAD', "/odata/Books('U3')/"],
    ['GET', '/odata/Xyz'],
  ])('hands out a token and a cookie on %s %s', async (method, target) => {
    const { token, cookie } = await fetched(stocked().handle, method, target)
    const session = /^JSESSIONID=([0-9a-f]{32}); Path=\/; HttpOnly; SameSite=Lax$/.exec(cookie)?.[1]
    expect(token).toBe(Buffer.from(`signed ${session} reader`).toString('base64url'))
  })

  it('lets a caller with password modify with token and cookie only', async () => {
    const { handle, library, refusals } = stocked()
    const { token, cookie } = await fetched(handle)
    const session = { cookie: `other=1; ${cookie.split(';')[0]}` }
    const refused = await handle(aRequest('POST', '/odata/Books', basic, '{"Id":"1"}'))
    expect(status(refused)).toEqual({
      status: 403,
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': 'Required' },
      body: failure('Forbidden', 'CSRF token required'),
    })
    for (const headers of [
      { 'x-csrf-token': token },
      session,
      { ...session, 'x-csrf-token': `${token}x` },
      { 'x-csrf-token': 'fetch', ...session },
    ]) {
      expect((await handle(aRequest('POST', '/odata/Books', { ...basic, ...headers }, '{"Id":"1"}'))).status).toBe(403)
    }
    expect(refusals).toHaveLength(5)
    expect(library.books).toHaveLength(3)
    expect((await handle(aRequest('POST', '/odata/Books', { ...basic, ...session, 'x-csrf-token': token }, '{"Id":"1"}'))).status).toBe(201)
  })

  it('keeps the session of a caller who fetches again', async () => {
    const { handle } = stocked()
    const { cookie, token } = await fetched(handle)
    const again = await handle(aRequest('GET', '/odata/', { ...basic, 'x-csrf-token': 'Fetch', cookie: String(cookie.split(';')[0]) }))
    expect([again.headers['X-CSRF-Token'], again.headers['Set-Cookie']]).toEqual([token, cookie])
  })

  it('ignores wrong tokens of Bearer callers', async () => {
    const response = await stocked().handle(aRequest('POST', '/odata/Books', { ...json, 'x-csrf-token': 'wrong' }, '{"Id":"1"}'))
    expect(response.status).toBe(201)
  })
})
