import type { Body } from '../../engine/body.ts'
import { decodeCharacters } from '../../languages/edi/character-set.ts'
import type { Standard } from '../../languages/edi/syntax/segment-reader.ts'

/** EDIFACT unless it begins like ASC X12; what it really is, its reader says. */
export function standardOf(body: Body): Standard {
  const begin = body.isText ? body.asText().slice(0, BEGIN) : Buffer.from(body.asBytes().subarray(0, BEGIN)).toString('latin1')
  return begin.trimStart().startsWith('ISA') ? 'x12' : 'edifact'
}

const BEGIN = 200

/** Text that an earlier step made has no encoding any more. */
export const sourceText = (body: Body, encoding: string): string =>
  body.isText ? body.asText() : decodeCharacters(body.asBytes(), encoding)
