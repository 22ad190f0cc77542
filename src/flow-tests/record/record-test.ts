import { stringify } from 'yaml'
import type { IflowArtifact } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { isWholeBody, recordedMatcher, recordedPayload } from './recorded-body.ts'
import { recordedCredentials, usesOAuth } from './recorded-credentials.ts'
import { headerOf, ownValues } from './recorded-headers.ts'
import { recordedStubs } from './recorded-stubs.ts'
import { finalState, type TracedMessage, type TracedState } from './traced-message.ts'

export interface RecordedTest {
  /** The test file. */
  readonly text: string
  /** What is to be added or looked at by hand, in sentences. */
  readonly gaps: readonly string[]
}

export interface RecordOptions {
  /** Of the artifact, relative to the test file; nothing when the file belongs to the artifact. */
  readonly artifactPath?: string
  /** Externalised parameters whose values are not those of the artifact. */
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * Makes a test of what was traced of a message: the call, what other systems answered, and what came of it. Credentials are
 * left out. Throws `not-found` when the beginning or the end was not traced.
 */
export function recordTest(message: TracedMessage, { model }: IflowArtifact, { artifactPath, parameters }: RecordOptions): RecordedTest {
  const begin = message.steps[0]?.states[0]
  const end = finalState(message)
  if (!begin || !end) throw notTraced(message.guid)
  const { stubs, calls, gaps } = recordedStubs(message, model)
  const { credentials, oauth2, stubs: tokens } = recordedCredentials(model)
  const tenant = { ...filled({ credentials }), ...filled({ oauth2 }) }
  const isCall = headerOf(begin, 'CamelHttpMethod') !== undefined
  const expect = {
    ...answerExpectations(message, end, isCall),
    ...logExpectations(message),
    ...filled({ calls: tokens.length > 0 ? {} : calls }),
  }
  const file = {
    ...(artifactPath !== undefined && { artifact: artifactPath }),
    clock: message.start,
    ...filled({ parameters }),
    ...filled({ tenant }),
    tests: [
      {
        name: `Message ${message.guid}`,
        ...(isCall ? { request: requestOf(begin) } : { message: messageOf(begin) }),
        ...filled({ stubs: [...tokens, ...stubs] }),
        expect,
      },
    ],
  }
  const shown = [...gaps, ...bodyGaps(message), ...(model.channels.some(usesOAuth) ? [OAUTH_GAP] : [])]
  return { text: `${heading(shown)}${stringify(file, { lineWidth: 0 })}`, gaps: shown }
}

const OAUTH_GAP = 'Calls are not counted, because requests for tokens are calls, too.'

const notTraced = (guid: string): SluiceError =>
  new SluiceError(
    'not-found',
    `Message ${guid} was not traced from its beginning to its end. Before the next message: sluice log-level FLOW TRACE`,
  )

/** The values, unless there are none. */
function filled(field: Readonly<Record<string, object>>): object {
  return Object.values(field).every((value) => Object.keys(value).length === 0) ? {} : field
}

const heading = (gaps: readonly string[]): string => gaps.map((gap) => `# ${gap}\n`).join('')

function requestOf(begin: TracedState): object {
  const query = headerOf(begin, 'CamelHttpQuery')
  const { pathname } = new URL(headerOf(begin, 'CamelHttpUrl') ?? 'http://localhost/')
  return {
    method: headerOf(begin, 'CamelHttpMethod'),
    path: query ? `${pathname}?${query}` : pathname,
    ...filled({ headers: withoutQuery(ownValues(begin.headers), query ?? '') }),
    ...(begin.body !== '' && { body: recordedPayload(begin.body) }),
  }
}

/** Parameters of the query became headers; they come with the query again. */
function withoutQuery(headers: Readonly<Record<string, string>>, query: string): Record<string, string> {
  const parameters = new URLSearchParams(query)
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => parameters.get(name) !== value))
}

const messageOf = (begin: TracedState): object => ({
  ...filled({ headers: ownValues(begin.headers) }),
  ...filled({ properties: ownValues(begin.properties) }),
  ...(begin.body !== '' && { body: recordedPayload(begin.body) }),
})

function answerExpectations({ status }: TracedMessage, end: TracedState, isCall: boolean): object {
  if (status === 'FAILED') return isCall ? { status: 500 } : {}
  const type = headerOf(end, 'Content-Type')
  const body = isWholeBody(end.body) ? { body: recordedMatcher(end.body) } : {}
  if (!isCall) return body
  const sent = Number(headerOf(end, 'CamelHttpResponseCode') ?? Number.NaN) || (end.body === '' ? 204 : 200)
  return { status: sent, ...(type && end.body !== '' && { headers: { 'Content-Type': type } }), ...body }
}

function logExpectations({ status, error, customHeaders }: TracedMessage): object {
  const values = new Map<string, string[]>()
  for (const { name, value } of customHeaders) values.set(name, [...(values.get(name) ?? []), value])
  const headers = Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
  const reason = status === 'FAILED' && error !== '' ? { error: { contains: error.split('\n')[0] } } : {}
  return { log: { status, ...reason, ...filled({ customHeaders: headers }) } }
}

function bodyGaps(message: TracedMessage): string[] {
  const bodies = message.steps.flatMap(({ states }) => states.map(({ body }) => body))
  return bodies.every(isWholeBody) ? [] : ['A body was cut in the trace, or is no text: give it as a file or as base64.']
}
