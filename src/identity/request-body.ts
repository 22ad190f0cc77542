import type { Readable } from 'node:stream'

/** Reads a body of at most `limit` bytes; nothing when there is more. The stream stays open, so that an answer can be sent. */
export function readBody(body: Readable, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  // Events, because an iterator over the stream costs more than the rest of a token request.
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      body.off('data', take).off('end', end).off('error', fail).off('close', leave)
      outcome()
    }
    const take = (chunk: Buffer | string) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += bytes.length
      chunks.push(bytes)
      if (size > limit) settle(() => resolve(void body.pause()))
    }
    const end = () => settle(() => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    const fail = (cause: Error) => settle(() => reject(cause))
    const leave = () => fail(new Error('The caller went away before the body ended'))
    if (body.readableEnded) end()
    else if (body.destroyed) leave()
    else body.on('data', take).on('end', end).on('error', fail).on('close', leave)
  })
}
