import { SluiceError } from '../kernel/errors.ts'
import { parseXmlFile } from './xml-file.ts'

export const VALUE_MAPPING_PATH = 'value_mapping.xml'

/** A value in the terms of one agency and schema. */
export interface MappedValue {
  readonly agency: string
  readonly schema: string
  readonly value: string
  /** Whether it is the one to take when a source value stands in several groups. */
  readonly isDefault: boolean
}

/** Reads the groups of equivalent values (format document §1.4). Throws `bad-request` when the file is no value mapping. */
export function readValueMapping(bytes: Uint8Array): MappedValue[][] {
  const root = parseXmlFile(bytes, VALUE_MAPPING_PATH).documentElement
  if (root?.localName !== 'vm') throw new SluiceError('bad-request', `${VALUE_MAPPING_PATH} must have the root element vm.`)
  const named = (parent: typeof root, name: string) => parent.children.filter(({ localName }) => localName === name)
  const text = (parent: typeof root, name: string) => named(parent, name)[0]?.textContent ?? ''
  return named(root, 'group').map((group) =>
    named(group, 'entry').map((entry) => ({
      agency: text(entry, 'agency'),
      schema: text(entry, 'schema'),
      value: text(entry, 'value'),
      isDefault: entry.getAttribute('isDefault') === 'true',
    })),
  )
}
