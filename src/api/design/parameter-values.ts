import { isUtf8 } from 'node:buffer'
import { type Files, readArchive, writeArchive } from '../../iflow/archive.ts'
import type { Parameter } from '../../iflow/model.ts'
import { PARAMETER_VALUES_PATH, readParameters } from '../../iflow/parameters.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { setProperty } from './properties-text.ts'

/** The externalised parameters of an artifact zip, in the order of its files. */
export async function parametersOf(content: Uint8Array): Promise<Parameter[]> {
  return [...readParameters(await readArchive(content)).values()]
}

/**
 * The zip with another value of one parameter; `parameters.prop` changes in that line only (contract odata-api §1.6 no. 6).
 * Throws `not-found` for an unknown key, `bad-request` for a value that does not fit the declared type.
 */
export async function setParameter(content: Uint8Array, key: string, value: string): Promise<Uint8Array> {
  const files = await readArchive(content)
  const parameter = readParameters(files).get(key)
  if (parameter === undefined) throw new SluiceError('not-found', `Parameter key '${key}' not found.`)
  checkValue(parameter, value)
  return writeArchive(new Map(files).set(PARAMETER_VALUES_PATH, withValue(files, key, value)))
}

/** What is added is ASCII, so that the file keeps the encoding it came in. */
function withValue(files: Files, key: string, value: string): Uint8Array {
  const bytes = Buffer.from(files.get(PARAMETER_VALUES_PATH) ?? [])
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1'
  return Buffer.from(setProperty(bytes.toString(encoding), key, value), encoding)
}

const VALUE_PATTERNS: Readonly<Record<string, RegExp>> = {
  'xsd:integer': /^[-+]?\d+$/,
  'xsd:long': /^[-+]?\d+$/,
  'xsd:boolean': /^(true|false|1|0)$/,
}

/** An empty value is “not set” for every type. */
function checkValue({ key, dataType }: Parameter, value: string): void {
  if (value === '' || (VALUE_PATTERNS[dataType]?.test(value) ?? true)) return
  throw new SluiceError('bad-request', `The value '${value}' of the parameter '${key}' does not fit its data type ${dataType}.`)
}
