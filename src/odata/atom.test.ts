import { parseXmlDocument } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { aBook, aLibrary, aRequest, ROOT } from './library.fixture.ts'

const book = { ...aBook('1', 'A <b> & "c"'), note: 'bell\u0007\r\n', sold: 7, added: Date.UTC(2026, 0, 2, 3, 4, 5, 6) }
const chapters = [{ book: '1', number: 1, heading: 'One' }]
const get = async (target: string, headers: Record<string, string> = {}) => {
  const { handle } = aLibrary({ books: [book], chapters })
  return handle(aRequest('GET', target, headers))
}

const NAMESPACES =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" ' +
  `xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xml:base="${ROOT}/"`
const UPDATED = '<updated>2026-01-01T00:00:00.000Z</updated>'
const RELATED = 'http://schemas.microsoft.com/ado/2007/08/dataservices/related'
const SCHEME = 'http://schemas.microsoft.com/ado/2007/08/dataservices/scheme'

const chapterEntry =
  `<id>${ROOT}/Chapters(Book=&apos;1&apos;,Number=1)</id><title type="text">Chapters</title>${UPDATED}` +
  `<category term="library.Chapter" scheme="${SCHEME}"/>` +
  '<link href="Chapters(Book=&apos;1&apos;,Number=1)" rel="edit" title="Chapter"/>' +
  '<content type="application/xml"><m:properties><d:Book>1</d:Book><d:Number>1</d:Number><d:Heading>One</d:Heading>' +
  '<d:Scan>T25l</d:Scan></m:properties></content>'

const bookEntry = (chaptersLink: string) =>
  `<id>${ROOT}/Books(&apos;1&apos;)</id><title type="text">Books</title>${UPDATED}` +
  `<category term="library.Book" scheme="${SCHEME}"/><link href="Books(&apos;1&apos;)" rel="edit" title="Book"/>` +
  '<link href="Books(&apos;1&apos;)/$value" rel="edit-media" type="application/octet-stream"/>' +
  `<link href="Books(&apos;1&apos;)/Chapters" rel="${RELATED}/Chapters" title="Chapters" type="application/atom+xml;type=feed"${chaptersLink}` +
  `<link href="Books(&apos;1&apos;)/Foreword" rel="${RELATED}/Foreword" title="Foreword" type="application/atom+xml;type=entry"/>` +
  '<content type="application/octet-stream" src="Books(&apos;1&apos;)/$value"/><m:properties><d:Id>1</d:Id>' +
  '<d:Title>A &lt;b&gt; &amp; &quot;c&quot;</d:Title><d:Pages>100</d:Pages><d:Sold>7</d:Sold><d:Lent>false</d:Lent>' +
  '<d:Added>2026-01-02T03:04:05.006</d:Added><d:Place m:type="library.Place"><d:Shelf>A</d:Shelf><d:Row>1</d:Row></d:Place>' +
  '<d:Note>bell\ufffd&#13;\n</d:Note><d:Content m:null="true"/></m:properties>'

describe('Atom, the default format', () => {
  it('writes an entry of a media set', async () => {
    expect(await get("/odata/Books('1')", { accept: '*/*' })).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/atom+xml;type=entry;charset=utf-8', DataServiceVersion: '2.0' },
      body: `<?xml version='1.0' encoding='utf-8'?><entry ${NAMESPACES}>${bookEntry('/>')}</entry>`,
    })
  })

  it('writes a feed with count and inline feed', async () => {
    const response = await get('/odata/Books?$expand=Chapters&$inlinecount=allpages', { accept: 'text/html' })
    const inline =
      `><m:inline><feed><id>${ROOT}/Books(&apos;1&apos;)/Chapters</id><title type="text">Chapters</title>${UPDATED}<author><name/></author>` +
      '<link href="Books(&apos;1&apos;)/Chapters" rel="self" title="Chapters"/>' +
      `<entry>${chapterEntry}</entry></feed></m:inline></link>`
    expect(response).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/atom+xml;type=feed;charset=utf-8', DataServiceVersion: '2.0' },
      body:
        `<?xml version='1.0' encoding='utf-8'?><feed ${NAMESPACES}><id>${ROOT}/Books</id><title type="text">Books</title>${UPDATED}` +
        '<author><name/></author><link href="Books" rel="self" title="Books"/><m:count>1</m:count>' +
        `<entry>${bookEntry(inline)}</entry></feed>`,
    })
  })

  it('leads to the next page', async () => {
    const { handle } = aLibrary({ books: Array.from({ length: 1_001 }, (_, index) => aBook(String(index), 'x')) })
    const { body } = await handle(aRequest('GET', '/odata/Books?$select=Id'))
    expect(String(body)).toMatch(
      /<link href="https:\/\/library\.example\/odata\/Books\?\$select=Id&amp;\$skiptoken=1000" rel="next"\/><\/feed>$/,
    )
  })

  it.each([
    [
      "/odata/Books('1')/Title?$format=xml",
      '<Title xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">A &lt;b&gt; &amp; &quot;c&quot;</Title>',
    ],
    [
      "/odata/Books('1')/$links/Chapters",
      `<links xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices"><uri>${ROOT}/Chapters(Book=&apos;1&apos;,Number=1)</uri></links>`,
    ],
  ])('writes %s', async (target, xml) => {
    expect(await get(target, { accept: 'application/json'.slice(0, 3) })).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/xml;charset=utf-8', DataServiceVersion: '2.0' },
      body: `<?xml version='1.0' encoding='utf-8'?>${xml}`,
    })
  })

  it.each([
    ['$format=json wins', '?$format=json', { accept: 'application/atom+xml' }, 'application/json'],
    ['$format=atom wins', '?$format=atom', { accept: 'application/json' }, 'application/atom+xml;type=feed;charset=utf-8'],
    ['JSON among others', '', { accept: 'application/json, text/plain, */*' }, 'application/json'],
  ])('%s', async (_name, query, headers, contentType) => {
    expect((await get(`/odata/Books${query}`, headers)).headers['Content-Type']).toBe(contentType)
  })
})

describe('$metadata', () => {
  it('declares every set, type, association and function', async () => {
    const { body } = await get('/odata/$metadata')
    const root = parseXmlDocument(String(body)).documentElement!
    const named = (name: string) =>
      [...root.getElementsByTagName(name)].map((node) => Object.fromEntries(node.attributes.map((a) => [a.name, a.value])))
    expect(named('EntitySet')).toEqual([
      { Name: 'Books', EntityType: 'library.Book' },
      { Name: 'Chapters', EntityType: 'library.Chapter' },
    ])
    expect(named('EntityType')).toEqual([{ Name: 'Book', 'm:HasStream': 'true' }, { Name: 'Chapter' }])
    expect(named('Property').slice(0, 4)).toEqual([
      { Name: 'Id', Type: 'Edm.String', Nullable: 'false' },
      { Name: 'Title', Type: 'Edm.String', Nullable: 'false' },
      { Name: 'Pages', Type: 'Edm.Int32' },
      { Name: 'Sold', Type: 'Edm.Int64' },
    ])
    expect(named('ComplexType')).toEqual([{ Name: 'Place' }])
    expect(named('NavigationProperty')).toEqual([
      { Name: 'Chapters', Relationship: 'library.Book_Chapters', FromRole: 'From', ToRole: 'To' },
      { Name: 'Foreword', Relationship: 'library.Book_Foreword', FromRole: 'From', ToRole: 'To' },
    ])
    expect(named('End').map(({ Multiplicity }) => Multiplicity)).toEqual([
      '1',
      '*',
      '1',
      '0..1',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(named('FunctionImport')).toEqual([{ Name: 'Lend', ReturnType: 'library.Book', EntitySet: 'Books', 'm:HttpMethod': 'POST' }])
    expect(named('Parameter')).toEqual([
      { Name: 'Id', Type: 'Edm.String' },
      { Name: 'Days', Type: 'Edm.Int32', Nullable: 'true' },
    ])
  })
})
