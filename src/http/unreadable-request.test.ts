import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { RefusedRequest } from '../identity/refusal-log.ts'
import type { Refusal } from '../identity/refusals.ts'
import { type ParserError, refuseUnreadable } from './unreadable-request.ts'

/** A connection that keeps what is written to it. */
function connection() {
  const written: string[] = []
  const socket = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      written.push(String(chunk))
      done()
    },
  })
  return { socket: Object.assign(socket, { remoteAddress: '192.0.2.7' }) as unknown as Socket, written }
}

function refuse(
  error: Partial<ParserError>,
  { response, socket = connection() }: { response?: object; socket?: ReturnType<typeof connection> } = {},
) {
  const told: [RefusedRequest, Refusal][] = []
  const of = {
    error: Object.assign(new Error('Parse Error'), error),
    socket: socket.socket,
    response: response as ServerResponse | undefined,
  }
  refuseUnreadable(of, (request, refusal) => told.push([request, refusal]))
  return { told, ...socket }
}

describe('what the parser gave up on is answered and told', () => {
  test.each<[string, Partial<ParserError>, number, string, string]>([
    ['headers that are too large', { code: 'HPE_HEADER_OVERFLOW' }, 431, 'Request Header Fields Too Large', 'headers-too-large'],
    ['a request that never came to its end', { code: 'ERR_HTTP_REQUEST_TIMEOUT' }, 408, 'Request Timeout', 'request-too-slow'],
    [
      'a broken header',
      { code: 'HPE_INVALID_HEADER_TOKEN', reason: 'Invalid header value char' },
      400,
      'Bad Request',
      'request-unreadable',
    ],
  ])('%s', (_what, error, status, phrase, cause) => {
    const { told, written } = refuse({ ...error, rawPacket: Buffer.from('POST /http/a?token=x HTTP/1.1\r\n') })
    const [[request, refusal]] = told as [[RefusedRequest, Refusal]]
    expect([request, refusal.reason]).toEqual([{ id: request.id, method: 'POST', path: '/http/a', remoteAddress: '192.0.2.7' }, cause])
    const body = `${refusal.message}\n`
    expect(written.join('')).toBe(
      `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: text/plain; charset=utf-8\r\nx-request-id: ${request.id}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  })

  test('with the reason of the parser, or with the name of what came instead', () => {
    const happened = (error: Partial<ParserError>) => refuse(error).told[0]![1].detail
    expect(happened({ code: 'HPE_STRICT', reason: 'Expected LF after chunk data' })).toContain('Expected LF after chunk data')
    expect(happened({ code: 'HPE_INVALID_METHOD', rawPacket: Buffer.from([0x16, 3, 1, 2]) })).toContain('it begins with a TLS handshake')
  })
})

describe('nothing is said', () => {
  test.each(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE'])('to who went away (%s)', (code) => {
    const { told, written, socket } = refuse({ code })
    expect([told, written, socket.destroyed]).toEqual([[], [], true])
  })

  test('in the middle of an answer', () => {
    const { told, written, socket } = refuse({ code: 'HPE_STRICT' }, { response: { headersSent: true, writableEnded: false } })
    expect([told, written, socket.destroyed]).toEqual([[], [], true])
  })

  test('twice', () => {
    const { socket, written } = refuse({ code: 'HPE_STRICT' })
    expect(refuse({ code: 'HPE_STRICT' }, { socket: { socket, written } }).told).toEqual([])
    expect(written).toHaveLength(1)
  })
})

test('an answer that was finished is in nobody’s way', () => {
  expect(refuse({ code: 'HPE_STRICT' }, { response: { headersSent: true, writableEnded: true } }).told).toHaveLength(1)
})
