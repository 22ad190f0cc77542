import type { Field, Fields } from '../../engine/fields.ts'
import type { Properties } from '../../iflow/model.ts'
import { parseTable, type Row } from '../../iflow/table.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { ConfiguredValue } from './flow-inspection.ts'

const NOTHING: Properties = new Map()

/** The properties of an element beside their declarations; see `FlowElement.values`. */
export function configuredValues(fields: Fields, properties: Properties, written: Properties = NOTHING): ConfiguredValue[] {
  const declared = Object.values(fields)
  const keys = new Set(declared.map(({ key }) => key))
  const others = [...properties.keys()].filter((key) => !keys.has(key) && properties.get(key) !== '')
  return [
    ...declared.map((field) => configuredValue(field.key, field, properties, written)),
    ...others.map((key) => configuredValue(key, null, properties, written)),
  ]
}

function configuredValue(key: string, field: Field<unknown> | null, properties: Properties, written: Properties): ConfiguredValue {
  const value = properties.get(key) || null
  const inFile = written.get(key) ?? ''
  return { key, declaration: field, value, written: inFile.includes('{{') ? inFile : null, rows: rowsOf(value ?? '') }
}

/** `null` for what is no table, or a broken one, which is shown as it is. */
function rowsOf(value: string): readonly Row[] | null {
  if (!value.startsWith('<row')) return null
  try {
    return parseTable(value)
  } catch (thrown) {
    if (!(thrown instanceof SluiceError)) throw thrown
    return null
  }
}
