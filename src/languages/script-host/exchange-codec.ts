import { Body } from '../../engine/body.ts'
import type { Attachment, Exchange } from '../../engine/exchange.ts'
import type { MessageLog } from '../../engine/message-log.ts'
import { hex32 } from '../../kernel/ids.ts'
import type { JavaObject } from './java-object.ts'
import { ScriptFailure } from './script-failure.ts'
import type { ValueReader } from './value-reader.ts'
import type { ValueWriter } from './value-writer.ts'

/** Bodies that a script set to an object: the next script gets the object, everything else the text. */
const bodyObjects = new WeakMap<Body, JavaObject>()

/** Writes the whole message; `ExchangeMessage.java` reads it. */
export function writeExchange(writer: ValueWriter, exchange: Exchange): void {
  writer.string(exchange.log.flowId)
  writer.string(exchange.log.messageGuid)
  writer.value(exchange.body.isText ? exchange.body.asText() : exchange.body.asBytes())
  writer.value(bodyObjects.get(exchange.body))
  writeHeadersAndProperties(writer, exchange)
  writer.int(exchange.attachments.size)
  for (const [name, attachment] of exchange.attachments) writeAttachment(writer, name, attachment)
}

/** Writes the part of the message that mapping functions see; `MessageValues.java` reads it. */
export function writeHeadersAndProperties(writer: ValueWriter, exchange: Exchange): void {
  writeNamed(writer, [...exchange.headers])
  writeNamed(writer, [...exchange.properties])
}

function writeNamed(writer: ValueWriter, entries: readonly (readonly [string, unknown])[]): void {
  writer.int(entries.length)
  for (const [name, value] of entries) {
    writer.string(name)
    writer.value(value)
  }
}

function writeAttachment(writer: ValueWriter, name: string, attachment: Attachment): void {
  writer.string(name)
  writer.string(attachment.contentType)
  writer.bytes(attachment.content)
  writeNamed(writer, [...attachment.headers])
}

/**
 * Applies what a call did: additions to the log, then changes of the message. Both hold also for a call that failed, whose
 * failure is thrown at the end.
 */
export function applyOutcome(reader: ValueReader, exchange: Exchange, now: number): void {
  const failure = reader.byte() === 1 ? readFailure(reader) : undefined
  applyLogAdditions(reader, exchange.log, now)
  if (reader.byte() === 1) applyChanges(reader, exchange)
  if (failure) throw failure
}

/** Applies what calls of a mapping function did and returns their results. Throws their failure. */
export function applyMappingOutcome(reader: ValueReader, exchange: Exchange, now: number): unknown {
  const failure = reader.byte() === 1 ? readFailure(reader) : undefined
  applyLogAdditions(reader, exchange.log, now)
  if (failure) throw failure
  applyNamed(reader, exchange.headers)
  applyNamed(reader, exchange.properties)
  return reader.value()
}

function readFailure(reader: ValueReader): ScriptFailure {
  const javaClass = reader.string()
  return new ScriptFailure({ javaClass, message: reader.string(), stackTrace: reader.string() })
}

const PROPERTY = 0
const CUSTOM_HEADER = 1

function applyLogAdditions(reader: ValueReader, log: MessageLog, time: number): void {
  for (let remaining = reader.int(); remaining > 0; remaining--) {
    const kind = reader.byte()
    const [name, value, contentType] = [reader.string(), reader.string(), reader.string()]
    if (kind === PROPERTY) log.properties.set(name, value)
    else if (kind === CUSTOM_HEADER) log.customHeaders.push({ name, value })
    else log.attachments.push({ id: hex32(), name, contentType, content: Buffer.from(value, 'utf8'), time })
  }
}

function applyChanges(reader: ValueReader, exchange: Exchange): void {
  if (reader.byte() === 1) exchange.body = readBody(reader)
  applyNamed(reader, exchange.headers)
  applyNamed(reader, exchange.properties)
  if (reader.byte() === 1) exchange.attachments = readAttachments(reader, exchange.attachments)
}

function readBody(reader: ValueReader): Body {
  const content = reader.value() as string | Uint8Array
  const object = reader.value() as JavaObject | null
  const body = typeof content === 'string' ? Body.text(content) : Body.bytes(content)
  if (object) bodyObjects.set(body, object)
  return body
}

interface NamedValues {
  set(name: string, value: unknown): unknown
  delete(name: string): unknown
}

function applyNamed(reader: ValueReader, target: NamedValues): void {
  for (let remaining = reader.int(); remaining > 0; remaining--) target.delete(reader.string())
  for (let remaining = reader.int(); remaining > 0; remaining--) target.set(reader.string(), reader.value())
}

/** All attachments; those that the script left alone are the same objects as before. */
function readAttachments(reader: ValueReader, before: ReadonlyMap<string, Attachment>): Map<string, Attachment> {
  const attachments = new Map<string, Attachment>()
  for (let remaining = reader.int(); remaining > 0; remaining--) {
    const name = reader.string()
    attachments.set(name, reader.byte() === 1 ? (before.get(name) as Attachment) : readAttachment(reader))
  }
  return attachments
}

function readAttachment(reader: ValueReader): Attachment {
  const contentType = reader.string()
  const content = reader.bytes()
  const headers = reader.value() as Map<string, unknown>
  return { contentType, content, headers: new Map([...headers].map(([name, value]) => [name, String(value)])) }
}
