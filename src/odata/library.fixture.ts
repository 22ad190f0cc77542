import { Readable } from 'node:stream'
import { ManualClock } from '../kernel/clock.ts'
import { CsrfProtection } from '../kernel/csrf.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest } from '../kernel/http.ts'
import { silentLogger } from '../kernel/logger.ts'
import { binary, boolean, complex, dateTime, int32, int64, required, text, writeOnly } from './edm.ts'
import { defineEntitySet, defineFunctionImport, eachRow } from './entity-set.ts'
import { accepted, acceptedText, created, done } from './reply.ts'
import { createODataService, type ServiceOptions } from './service.ts'

/** A small library as an OData service: every kind of declaration once, nothing of SAP. */
export interface Book {
  readonly id: string
  readonly title: string
  readonly pages: number
  readonly sold: number
  readonly lent: boolean
  readonly added: number
  readonly shelf: string
  readonly row: number
  readonly note: string | null
  readonly content: Uint8Array
}

export interface Chapter {
  readonly book: string
  readonly number: number
  readonly heading: string
}

export interface Library {
  readonly books: Book[]
  readonly chapters: Chapter[]
  readonly user: string
}

type Right = 'read' | 'write' | 'chapters'

export const books = defineEntitySet<Library, Right, Book>({
  name: 'Books',
  type: 'Book',
  keys: ['Id'],
  properties: {
    Id: text((book) => book.id),
    Title: required(text((book) => book.title)),
    Pages: int32((book) => book.pages),
    Sold: int64((book) => book.sold),
    Lent: boolean((book) => book.lent),
    Added: dateTime((book) => book.added),
    Place: complex('Place', { Shelf: text((book) => book.shelf), Row: int32((book) => book.row) }),
    Note: text((book) => book.note),
    Content: writeOnly('Edm.Binary'),
  },
  requires: 'read',
  list: async ({ books }) => books,
  read: async ({ Id }, { books }) => books.find((book) => book.id === Id),
  media: { read: async (book) => ({ contentType: 'application/pdf', content: book.content, fileName: `${book.title}.pdf` }) },
  create: {
    requires: 'write',
    async run(body, { books }) {
      const book = {
        ...aBook(body.text('Id') ?? '', body.text('Title') ?? ''),
        content: body.bytes('Content') ?? new Uint8Array(),
        note: body.text('Note') ?? null,
      }
      if (books.some(({ id }) => id === book.id)) throw new SluiceError('conflict', `The book ${book.id} exists already.`)
      books.push(book)
      return created(book)
    },
  },
  update: {
    requires: 'write',
    async run({ Id }, body, { books }) {
      const index = books.findIndex((book) => book.id === Id)
      if (index < 0) throw new SluiceError('not-found', `There is no book ${Id}.`)
      books[index] = { ...books[index]!, title: body.text('Title') ?? books[index]!.title }
      return accepted
    },
  },
  delete: {
    requires: 'write',
    async run({ Id }, { books }) {
      books.splice(
        books.findIndex((book) => book.id === Id),
        1,
      )
      return done
    },
  },
  navigation: {
    Chapters: {
      target: 'Chapters',
      many: true,
      resolve: eachRow(async (book, { chapters }) => chapters.filter((chapter) => chapter.book === book.id)),
      create: {
        requires: 'write',
        async run(book, body, { chapters }) {
          const chapter = { book: book.id, number: chapters.length + 1, heading: body.text('Heading') ?? '' }
          chapters.push(chapter)
          return created(chapter)
        },
      },
      update: {
        requires: 'write',
        run: async (book, keys, body, { chapters }) => rename(chapters, book, keys.Number, body.text('Heading')),
      },
      delete: { requires: 'write', run: async (book, keys, { chapters }) => rename(chapters, book, keys.Number, '(deleted)') },
    },
    Foreword: {
      target: 'Chapters',
      many: false,
      resolve: eachRow(async (book, { chapters }) => chapters.filter((chapter) => chapter.book === book.id && chapter.number === 0)),
    },
  },
})

function rename(chapters: Chapter[], book: Book, number: unknown, heading = '') {
  const index = chapters.findIndex((chapter) => chapter.book === book.id && chapter.number === number)
  chapters[index] = { ...chapters[index]!, heading }
  return accepted
}

const chapters = defineEntitySet<Library, Right, Chapter>({
  name: 'Chapters',
  type: 'Chapter',
  keys: ['Book', 'Number'],
  properties: {
    Book: text((chapter) => chapter.book),
    Number: int32((chapter) => chapter.number),
    Heading: text((chapter) => chapter.heading),
    Scan: binary((chapter) => Buffer.from(chapter.heading)),
  },
  requires: 'chapters',
})

const lend = defineFunctionImport<Library, Right>({
  name: 'Lend',
  parameters: { Id: 'Edm.String', Days: 'Edm.Int32' },
  optional: ['Days'],
  returns: 'Books',
  requires: 'write',
  call: async ({ Id, Days }, { user }) => acceptedText(`${Id} lent to ${user} for ${Days ?? 14} days`),
})

export const aBook = (id: string, title: string): Book => ({
  id,
  title,
  pages: 100,
  sold: 0,
  lent: false,
  added: Date.UTC(2026, 0, 1),
  shelf: 'A',
  row: 1,
  note: null,
  content: Buffer.from('%PDF'),
})

export const ROOT = 'https://library.example/odata'

/** The service over given books; `rights` is what the caller holds, a caller without `Authorization` is nobody. */
export function aLibrary(
  state: Partial<Library> = {},
  rights: readonly string[] = ['read', 'write', 'chapters'],
  overrides: Partial<ServiceOptions<Library, Right>> = {},
) {
  const refusals: string[] = []
  const library = { books: [], chapters: [], user: '', ...state }
  const handle = createODataService<Library, Right>({
    namespace: 'library',
    sets: [books, chapters],
    functions: [lend],
    known: ['Readers'],
    root: () => ROOT,
    prefixes: ['/odata', '/old/odata'],
    async authorize(request, right) {
      const scheme = request.headers.authorization?.split(' ')[0]
      if (scheme === undefined) throw new SluiceError('unauthorized', 'Who are you?')
      if (right !== undefined && !rights.includes(right)) throw new SluiceError('forbidden', `You need ${right}.`)
      return { user: 'reader', bearer: scheme === 'Bearer' }
    },
    contextFor: ({ user }) => ({ ...library, user }),
    async atomically(context, work) {
      const kept = { ...context, books: [...context.books], chapters: [...context.chapters] }
      const result = await work(kept)
      library.books.splice(0, Number.POSITIVE_INFINITY, ...kept.books)
      library.chapters.splice(0, Number.POSITIVE_INFINITY, ...kept.chapters)
      return result
    },
    refuseCsrf: () => new SluiceError('forbidden', 'CSRF token required'),
    onRefusal: (_request, refusal) => refusals.push(refusal.message),
    csrf: new CsrfProtection((signed) => Buffer.from(`signed ${signed}`).toString('base64url')),
    clock: new ManualClock(),
    logger: silentLogger,
    bodyLimit: 10_000,
    ...overrides,
  })
  return { handle, library, refusals }
}

/** A request as the server hands it over. */
export function aRequest(method: string, target: string, headers: Record<string, string> = {}, body = ''): HttpRequest {
  const mark = target.indexOf('?')
  const all: Record<string, string> = { authorization: 'Bearer t', ...headers }
  return {
    id: 'request-1',
    method,
    target,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: all,
    headerValues: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: Readable.from(body === '' ? [] : [Buffer.from(body)]),
    remoteAddress: '127.0.0.1',
    secure: false,
    clientCertificate: undefined,
  }
}
