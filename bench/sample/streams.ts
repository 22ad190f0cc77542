import { content, type FlowSketch, https, type StepSketch } from '../../test/support/flow.ts'

const MEGABYTE = 1024 * 1024

/** A body that is made while it is sent. */
export interface SampleStream {
  /** Also the address of its flow. */
  readonly id: string
  readonly title: string
  readonly type: string
  /** About so many bytes. */
  body(bytes: number): Iterable<Buffer>
  /** @param receiver URL that the flow sends to */
  steps(receiver: string): readonly StepSketch[]
}

const send = (receiver: string): StepSketch => ({
  activity: 'ExternalCall',
  channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: receiver, httpMethod: 'POST' },
})
const step = (activity: string, properties: Readonly<Record<string, string>>): StepSketch => ({ activity, properties })
const splitter = (properties: Readonly<Record<string, string>>): StepSketch => step('Splitter', { Streaming: 'true', ...properties })

/** Chunks of one megabyte. */
function* repeated(line: string, bytes: number): Generator<Buffer> {
  const chunk = Buffer.from(line.repeat(Math.ceil(MEGABYTE / line.length)))
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk
}

/** An order of a kilobyte. */
const ORDER = `<order><customer>Ada</customer><note>${'pen, ink, nib. '.repeat(64)}</note></order>\n`

export const STREAMS: readonly SampleStream[] = [
  {
    id: 'Through',
    title: 'HTTPS sender, HTTP receiver',
    type: 'application/octet-stream',
    body: (bytes) => repeated('0123456789abcdef', bytes),
    steps: (receiver) => [send(receiver)],
  },
  {
    id: 'Encoded',
    title: 'content modifier (headers), Base64 encoder and decoder, GZIP compression and decompression, HTTP receiver',
    type: 'application/octet-stream',
    body: (bytes) => repeated('0123456789abcdef', bytes),
    steps: (receiver) => [
      content('', { Kind: 'large' }),
      step('Encoder', { encoderType: 'Base64 Encode' }),
      step('Encoder', { encoderType: 'GZIP Compress' }),
      step('Decoder', { encoderType: 'GZIP Decompress' }),
      step('Decoder', { encoderType: 'Base64 Decode' }),
      send(receiver),
    ],
  },
  {
    id: 'Orders',
    title: 'general splitter by XPath, 100 orders of a kilobyte in each message, HTTP receiver',
    type: 'application/xml',
    *body(bytes) {
      yield Buffer.from('<orders>')
      yield* repeated(ORDER, bytes)
      yield Buffer.from('</orders>')
    },
    steps: (receiver) => [
      splitter({ splitType: 'GeneralSplitter', exprType: 'XPath', splitExprValue: '/orders/order', grouping: '100' }),
      send(receiver),
    ],
  },
  {
    id: 'Lines',
    title: 'iterating splitter by line, 1,000 lines in each message, HTTP receiver',
    type: 'text/csv',
    body: (bytes) => repeated(`${'4711;pen;12.50;'.repeat(7)}\n`, bytes),
    steps: (receiver) => [splitter({ splitType: 'Camel', exprType: 'Line Break', grouping: '1000' }), send(receiver)],
  },
]

/** The flow of a stream; its channel takes bodies of any size. */
export const flowOf = ({ id, steps }: SampleStream, receiver: string): FlowSketch => ({
  id,
  sender: https(`/${id}`, { maximumBodySize: '1000' }),
  steps: steps(receiver),
})
