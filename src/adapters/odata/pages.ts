import type { OutboundResponse } from '../http/outbound.ts'
import { readAtomAnswer } from './atom-answer.ts'
import type { Entity, EntityPage } from './entity.ts'
import { readJsonAnswer } from './json-answer.ts'

type Get = (url: URL) => Promise<OutboundResponse>

/** What a service answered, from its first answer on. */
export interface Answer {
  readonly response: OutboundResponse
  /** `undefined` when the answer has no body, as after an update. */
  readonly entities: readonly Entity[] | undefined
}

/** One answer. */
export const readAnswer = (response: OutboundResponse, setName: string): Answer => ({
  response,
  entities: response.body.length === 0 ? undefined : readPage(response, setName).entities,
})

/** The answer to a query, with the entities of all pages that the service makes of it (OData V2, “Server Side Paging”). */
export async function readPages(url: URL, setName: string, get: Get): Promise<Answer> {
  const response = await get(url)
  if (response.body.length === 0) return { response, entities: undefined }
  let page = readPage(response, setName)
  const entities = [...page.entities]
  const seen = new Set<string>()
  for (;;) {
    const next: URL | undefined = page.next === undefined ? undefined : new URL(page.next, url)
    // A service whose next page is one that was read already would keep the message here for ever.
    if (!next || next.origin !== url.origin || seen.has(next.href)) return { response, entities }
    seen.add(next.href)
    page = readPage(await get(next), setName)
    entities.push(...page.entities)
  }
}

/**
 * The answer of a query that is asked for so many entities at a time, within its own `$top` and `$skip`, until the service has
 * fewer.
 */
export async function readInPages(size: number, url: URL, setName: string, get: Get): Promise<Answer> {
  const { others, skip, top } = readWindow(url)
  const entities: Entity[] = []
  let first: OutboundResponse | undefined
  let last: OutboundResponse | undefined
  for (;;) {
    const count = Math.min(size, top - entities.length)
    const pageUrl = new URL(url)
    pageUrl.search = [...others, `$top=${count}`, `$skip=${skip + entities.length}`].join('&')
    const answer = await readPages(pageUrl, setName, get)
    first ??= answer.response
    // A service that does not know $skip would give its first page for ever.
    if (last && Buffer.compare(last.body, answer.response.body) === 0) return { response: first, entities }
    last = answer.response
    entities.push(...(answer.entities ?? []))
    if (answer.entities?.length !== count || entities.length >= top) return { response: first, entities }
  }
}

/** The part of the entities that a query asks for, and its other options. */
function readWindow({ search }: URL) {
  const window = { skip: 0, top: Number.POSITIVE_INFINITY }
  const others: string[] = []
  for (const option of search.slice(1).split('&')) {
    const [, name, value] = /^(?:\$|%24)(top|skip)=(.*)$/.exec(option) ?? []
    if (name === 'top' || name === 'skip') window[name] = Number(value)
    else if (option !== '') others.push(option)
  }
  return { ...window, others }
}

function readPage({ body, headers }: OutboundResponse, setName: string): EntityPage {
  const text = new TextDecoder().decode(body)
  return String(headers.get('content-type') ?? '').includes('json') ? readJsonAnswer(text, setName) : readAtomAnswer(text)
}
