import { describe, expect, it } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest } from '../kernel/http.ts'
import { answersOf, BATCH, batchOf, changesetOf, httpPart, outcomes } from './batch.fixture.ts'
import type { Change } from './change.ts'
import { aBook, aLibrary, aRequest, type Library, ROOT } from './library.fixture.ts'
import type { ServiceOptions } from './service.ts'

const stocked = (rights?: string[], overrides: Partial<ServiceOptions<never, never>> = {}) =>
  aLibrary({ books: [aBook('U3', 'Ubik')], chapters: [] }, rights, overrides as object)
const batch = (body: string, headers: Record<string, string> = {}) =>
  aRequest('POST', '/odata/$batch', { accept: 'application/json', 'content-type': BATCH, ...headers }, body)

const title = (id: string) => `GET Books('${id}')/Title/$value`
const book = (id: string, contentId = '') => httpPart('POST Books?$select=Id', `{"Id":"${id}","Title":"T"}`, contentId)

describe('a batch', () => {
  it('answers its parts in their order, each with status, headers and body', async () => {
    const { handle } = stocked()
    const response = await handle(batch(batchOf(httpPart(title('U3')), changesetOf(httpPart("PUT Books('U3')", '{"Title":"Ubik 2"}')))))
    expect(response).toEqual({
      status: 202,
      headers: { 'Content-Type': expect.stringMatching(/^multipart\/mixed; boundary=batch_[0-9a-f-]{36}$/), DataServiceVersion: '1.0' },
      body: expect.any(Buffer),
    })
    const text = { 'content-type': 'text/plain;charset=utf-8', dataserviceversion: '1.0', 'content-length': '4' }
    expect(answersOf(response)).toEqual([
      { status: 'HTTP/1.1 200 OK', headers: text, body: 'Ubik' },
      [{ status: 'HTTP/1.1 202 Accepted', headers: { dataserviceversion: '1.0', 'content-length': '0' }, body: '' }],
    ])
  })

  it.each([
    ['relative', title('U3')],
    ['with a slash', "GET /Books('U3')/Title/$value"],
    ['with the path', "GET /odata/Books('U3')/Title/$value"],
    ['absolute', `GET ${ROOT}/Books('U3')/Title/$value`],
    ['with spaces', "GET Books/$count?$filter=Title eq 'Ubik'"],
  ])('finds an address that is %s', async (_name, line) => {
    expect(outcomes(await stocked().handle(batch(batchOf(httpPart(line)))))).toEqual([line.includes('$count') ? '200 1' : '200 Ubik'])
  })

  it('goes on behind a part that fails, and sees what was changed before', async () => {
    const parts = batchOf(
      httpPart('GET Nowhere'),
      changesetOf(book('N1')),
      httpPart(title('N1')),
      httpPart('HEAD Books'),
      httpPart('GET $batch'),
    )
    const [missing, created, read, head, ...others] = outcomes(await stocked().handle(batch(parts)))
    expect([missing, read, head, ...others]).toEqual([
      "404 Could not find an entity set or function import for 'Nowhere'.",
      '200 T',
      '200',
      '405 The method GET is not allowed on this resource.',
    ])
    expect(created).toEqual([expect.stringMatching(/^201 \{"d":/)])
  })

  it('has no batch inside', async () => {
    expect(outcomes(await stocked().handle(batch(batchOf(changesetOf(httpPart('POST $batch'))))))).toEqual([
      '400 A batch has no batches inside.',
    ])
  })

  it('reads no more when the answers are larger than the limit', async () => {
    const { handle } = stocked(undefined, { bodyLimit: 700 })
    const [first, second] = outcomes(await handle(batch(batchOf(httpPart('GET $metadata'), httpPart(title('U3'))))))
    expect([String(first).slice(0, 4), second]).toEqual(['200 ', '413 The answers of the batch are larger than 700 bytes.'])
  })

  it('takes the examples of the documentation, where empty lines are missing', async () => {
    const body = [
      ...['--batch_1', 'Content-Type: multipart/mixed; boundary=c', '--c', 'Content-Type: application/http'],
      ...['POST Books?user=a HTTP/1.1', 'Content-Length: 25', 'Content-Type: application/json', '{"Id":"N1","Title":"New"}'],
      ...['--c--', '--batch_1--'],
    ].join('\n')
    const { handle, library } = stocked()
    await handle(batch(body))
    expect(library.books.map(({ title }) => title)).toEqual(['Ubik', 'New'])
  })
})

describe('a changeset', () => {
  it('refers to what it made by Content-ID, and answers with the ids', async () => {
    const chapter = httpPart('POST $1/Chapters', '{"Heading":"One"}', 'Content-ID: 2\r\n')
    const { handle, library } = stocked()
    const [answers] = answersOf(await handle(batch(batchOf(changesetOf(book('N1', 'Content-ID: 1\r\n'), chapter)))))
    expect((answers as { status: string; contentId?: string }[]).map(({ status, contentId }) => [status, contentId])).toEqual([
      ['HTTP/1.1 201 Created', '1'],
      ['HTTP/1.1 201 Created', '2'],
    ])
    expect(library.chapters).toEqual([{ book: 'N1', number: 1, heading: 'One' }])
  })

  it('knows a Content-ID that stands in the request', async () => {
    const part = httpPart("PUT Books('U3')", '{}').replace('HTTP/1.1\r\n', 'HTTP/1.1\r\nContent-ID: a\r\n')
    const [answers] = answersOf(await stocked().handle(batch(batchOf(changesetOf(part)))))
    expect(answers).toEqual([
      { status: 'HTTP/1.1 202 Accepted', headers: { 'content-id': 'a', dataserviceversion: '1.0', 'content-length': '0' }, body: '' },
    ])
  })

  it('ends at the first failure, answers with that alone, and nothing of it is kept', async () => {
    const { handle, library } = stocked()
    const parts = batchOf(changesetOf(book('N1'), book('U3'), book('N2')), changesetOf(book('N3')))
    const [failed, done] = outcomes(await handle(batch(parts)))
    expect([failed, done]).toEqual(['409 The book U3 exists already.', [expect.stringMatching(/^201/)]])
    expect(library.books.map(({ id }) => id)).toEqual(['U3', 'N3'])
  })

  it('sees its own changes', async () => {
    const { handle, library } = stocked()
    const renamed = httpPart("PUT Books('N1')", '{"Title":"Renamed"}')
    expect(outcomes(await handle(batch(batchOf(changesetOf(book('N1'), renamed)))))).toEqual([[expect.stringMatching(/^201/), '202']])
    expect(library.books.at(-1)).toMatchObject({ id: 'N1', title: 'Renamed' })
  })

  it('is told of when all of it is kept, and not at all when it is not', async () => {
    const told: string[] = []
    const onChange = async (_request: unknown, { kind, subject, keys }: Change, { books }: Library) =>
      void told.push(`${kind} ${subject} ${keys.Id} of ${books.length}`)
    const { handle } = stocked(undefined, { onChange } as object)
    await handle(batch(batchOf(changesetOf(book('N1'), book('U3')), changesetOf(book('N2'), book('N3')))))
    expect(told).toEqual(['create Book N2 of 3', 'create Book N3 of 3'])
  })

  it('answers with what kept it from being kept, and goes on behind it', async () => {
    let full = true
    const atomically = async <T>(context: Library, work: (context: Library) => Promise<T>): Promise<T> => {
      const result = await work(context)
      if (full) throw new SluiceError('unavailable', 'The disk is full.')
      return result
    }
    const { handle } = stocked(undefined, { atomically } as object)
    expect(outcomes(await handle(batch(batchOf(changesetOf(book('N1'), book('N2')), httpPart(title('U3'))))))).toEqual([
      '503 The disk is full.',
      '200 Ubik',
    ])
    full = false
    expect(outcomes(await handle(batch(batchOf(changesetOf(book('N4'))))))).toEqual([[expect.stringMatching(/^201/)]])
  })

  it('leaves what was done in a service that cannot take it back', async () => {
    const { handle, library } = stocked(undefined, { atomically: undefined } as object)
    await handle(batch(batchOf(changesetOf(book('N1'), book('U3'), book('N2')))))
    expect(library.books.map(({ id }) => id)).toEqual(['U3', 'N1'])
  })

  it.each([
    ['an unknown address', 'POST Nowhere', "404 Could not find an entity set or function import for 'Nowhere'."],
    ['an unknown Content-ID', 'POST $7/Chapters', "404 Could not find an entity set or function import for '$7'."],
    ['an address below an entity to come that is unknown', 'POST $n/Nowhere', "404 Could not find property with name: 'Nowhere'."],
    ['a method that is not there', 'PUT Books', '405 The method PUT is not allowed on this resource.'],
  ])('does nothing when a request has %s', async (_name, line, text) => {
    const { handle, library } = stocked()
    expect(outcomes(await handle(batch(batchOf(changesetOf(book('N1', 'Content-ID: n\r\n'), httpPart(line, '{}'))))))).toEqual([text])
    expect(library.books).toHaveLength(1)
  })
})

describe('who may', () => {
  it('asks for the permission of each part, as the caller of the batch, and does nothing of a changeset that lacks one', async () => {
    const { handle, library, refusals } = stocked(['read'])
    const foreign = httpPart(title('U3')).replace('Accept:', 'Authorization: Basic eDp5\r\nAccept:')
    const parts = batchOf(foreign, changesetOf(book('N1')), httpPart("GET Books('U3')?$expand=Chapters"))
    expect(outcomes(await handle(batch(parts)))).toEqual(['200 Ubik', '403 null', '403 null'])
    expect([library.books.length, refusals]).toEqual([1, ['You need write.', 'You need chapters.']])
  })

  it('answers a denied part as an error of OData, whoever words other denials', async () => {
    const { handle, refusals } = stocked(['read'], { renderDenied: () => ({ status: 403, headers: {}, body: '<html>' }) })
    expect(outcomes(await handle(batch(batchOf(changesetOf(book('N1'))))))).toEqual(['403 null'])
    expect(refusals).toEqual(['You need write.'])
    expect((await handle(batch(batchOf(changesetOf(book('N1'))), { authorization: 'Basic cmVhZGVy' }))).body).toBe('<html>')
  })

  it('knows nobody without credentials, whatever the parts bring', async () => {
    const request: HttpRequest = { ...batch(batchOf(httpPart(title('U3')).replace('Accept:', 'Authorization: Bearer t\r\nAccept:'))) }
    const response = await stocked().handle({ ...request, headers: { 'content-type': BATCH } })
    expect(response.status).toBe(401)
  })

  it('wants the CSRF token once', async () => {
    const { handle, library } = stocked()
    const basic = { authorization: 'Basic cmVhZGVy' }
    const { headers } = await handle(aRequest('GET', '/odata/', { ...basic, 'x-csrf-token': 'fetch' }))
    const session = { ...basic, cookie: String(headers['Set-Cookie']).split(';')[0]!, 'x-csrf-token': String(headers['X-CSRF-Token']) }
    const body = batchOf(changesetOf(book('N1'), book('N2')))
    expect((await handle(batch(body, basic))).status).toBe(403)
    expect(library.books).toHaveLength(1)
    expect((await handle(batch(body, session))).status).toBe(202)
    expect(library.books).toHaveLength(3)
  })
})

describe('a batch that cannot be read', () => {
  const good = changesetOf(book('N1'))
  it.each([
    ['another content type', batchOf(good), 'application/json', 'The content type of a batch must be multipart/mixed with a boundary.'],
    ['no boundary', batchOf(good), 'multipart/mixed', 'The content type multipart/mixed has no boundary.'],
    ['no parts', '--batch_1--', BATCH, 'The batch has no parts.'],
    ['no end', batchOf(good).replace('--batch_1--', ''), BATCH, 'The closing delimiter --batch_1-- is missing.'],
    [
      'a part of text',
      batchOf(good, 'Content-Type: text/plain\r\n\r\nx'),
      BATCH,
      "Part 2: the content type 'text/plain' is not application/http.",
    ],
    [
      'no request line',
      batchOf(good, httpPart('Books').replace('HTTP/1.1', '')),
      BATCH,
      "Part 2: 'Books ' is no request line like GET Name HTTP/1.1.",
    ],
    ['a change outside', batchOf(good, book('N2')), BATCH, 'Part 2: the method POST is not allowed outside of a changeset.'],
    [
      'reading inside',
      batchOf(good, changesetOf(book('N2'), httpPart('GET Books'))),
      BATCH,
      'Part 2: request 2: the method GET is not allowed inside of a changeset.',
    ],
    [
      'a changeset inside',
      batchOf(changesetOf(changesetOf(book('N2')).replaceAll('changeset_1', 'inner'))),
      BATCH,
      "Part 1: request 1: the content type 'multipart/mixed; boundary=inner' is not application/http.",
    ],
    [
      'a Content-ID twice',
      batchOf(changesetOf(book('N1', 'Content-ID: 1\r\n'), book('N2', 'Content-ID: 1\r\n'))),
      BATCH,
      "Part 1: the Content-ID '1' occurs twice.",
    ],
    [
      'a wrong length',
      batchOf(httpPart('GET Books').replace('Accept:', 'Content-Length: x\r\nAccept:')),
      BATCH,
      "Part 1: the Content-Length 'x' is no number.",
    ],
  ])('with %s', async (_name, body, contentType, text) => {
    const { handle, library } = stocked()
    const response = await handle(batch(body, { 'content-type': contentType }))
    expect([response.status, JSON.parse(String(response.body)).error.message.value]).toEqual([400, text])
    expect(library.books).toHaveLength(1)
  })

  it('with too many requests', async () => {
    const { handle } = stocked(undefined, { bodyLimit: 1_000_000 })
    const many = changesetOf(...Array.from({ length: 600 }, (_, index) => book(`N${index}`)))
    const response = await handle(batch(batchOf(many, many)))
    expect(JSON.parse(String(response.body)).error.message.value).toBe('Part 2: the batch has more than 1000 requests.')
  })

  it('with too many bytes', async () => {
    expect((await stocked().handle(batch('x'.repeat(10_001)))).status).toBe(413)
  })
})
