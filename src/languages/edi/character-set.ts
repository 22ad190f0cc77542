import { SluiceError } from '../../kernel/errors.ts'

/** What stands above ASCII in the single-byte sets; their control characters up to 0x9f are those of Unicode. */
const SINGLE_BYTE = /^ISO-8859-[1-9]$/
const FIRST_OWN = 0xa0

/** Throws `processing-failed` for a set that is neither UTF-8 nor ISO-8859-1 to ISO-8859-9. */
export function decodeCharacters(bytes: Uint8Array, set: string): string {
  assertKnown(set)
  if (set === 'UTF-8') return new TextDecoder('utf-8').decode(bytes)
  return set === 'ISO-8859-1' ? Buffer.from(bytes).toString('latin1') : Array.from(bytes, (byte) => tableOf(set)[byte]).join('')
}

/** Characters that the set lacks become `?`. Throws like `decodeCharacters`. */
export function encodeCharacters(text: string, set: string): Uint8Array {
  assertKnown(set)
  if (set === 'UTF-8') return Buffer.from(text, 'utf8')
  const codes = new Map(tableOf(set).map((character, code) => [character, code]))
  return Uint8Array.from([...text], (character) => codes.get(character) ?? 0x3f)
}

/** The set that a syntax identifier stands for (ISO 9735, data element 0001); UTF-8 for one that names no single set. */
export const setOfSyntax = (identifier: string): string => SYNTAX_SETS[identifier] ?? 'UTF-8'

const SYNTAX_SETS: Readonly<Record<string, string>> = {
  UNOA: 'ISO-8859-1',
  UNOB: 'ISO-8859-1',
  UNOC: 'ISO-8859-1',
  UNOD: 'ISO-8859-2',
  UNOE: 'ISO-8859-5',
  UNOF: 'ISO-8859-7',
  UNOG: 'ISO-8859-3',
  UNOH: 'ISO-8859-4',
  UNOI: 'ISO-8859-6',
  UNOJ: 'ISO-8859-8',
  UNOK: 'ISO-8859-9',
}

function assertKnown(set: string): void {
  if (set !== 'UTF-8' && !SINGLE_BYTE.test(set)) throw new SluiceError('processing-failed', `The encoding ${set} is not supported`)
}

function tableOf(set: string): readonly string[] {
  const own = Uint8Array.from({ length: 0x100 - FIRST_OWN }, (_, index) => FIRST_OWN + index)
  const decoder = new TextDecoder(set.toLowerCase())
  return Array.from({ length: 0x100 }, (_, code) =>
    code < FIRST_OWN ? String.fromCharCode(code) : decoder.decode(own.subarray(code - FIRST_OWN, code - FIRST_OWN + 1)),
  )
}
