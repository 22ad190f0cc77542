import { z } from 'zod'

const FORMS = ['text', 'json', 'xml', 'file', 'base64'] as const

/** A body that goes in: its text, or an object that says what it is. */
export const payload = z
  .union([
    z.string(),
    z
      .strictObject({
        text: z.string().describe('Text, exactly').optional(),
        json: z.unknown().describe('Written as JSON').optional(),
        xml: z.string().describe('XML, sent as it stands here').optional(),
        file: z.string().describe('Path of a file, relative to the test file').optional(),
        base64: z.base64().describe('Bytes in base64').optional(),
      })
      .refine((forms) => FORMS.filter((form) => forms[form] !== undefined).length === 1, { error: `needs one of ${FORMS.join(', ')}` }),
  ])
  .meta({ id: 'payload', description: 'A body: text, or an object with one of text, json, xml, file and base64' })

export type Payload = z.infer<typeof payload>

/** Reads a file that a test names, by its path relative to the test file. */
export type ReadFile = (path: string) => Promise<Uint8Array>

/** The bytes of a payload; no payload is an empty body. */
export async function bytesOf(content: Payload | undefined, readFile: ReadFile): Promise<Uint8Array> {
  if (content === undefined || typeof content === 'string') return Buffer.from(content ?? '')
  if (content.file !== undefined) return readFile(content.file)
  if (content.base64 !== undefined) return Buffer.from(content.base64, 'base64')
  return Buffer.from(content.text ?? content.xml ?? JSON.stringify(content.json))
}

/** What a payload is without saying so; `undefined` when it may be anything. */
export function contentTypeOf(content: Payload | undefined): string | undefined {
  if (content === undefined || typeof content === 'string') return undefined
  if (content.json !== undefined || content.file?.endsWith('.json')) return 'application/json'
  return content.xml !== undefined || content.file?.endsWith('.xml') ? 'application/xml' : undefined
}
