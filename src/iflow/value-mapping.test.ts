import { describe, expect, test } from 'vitest'
import { readValueMapping } from './value-mapping.ts'

const read = (xml: string) => readValueMapping(new TextEncoder().encode(xml))

describe('readValueMapping', () => {
  test('gives the groups in order, with their defaults', () =>
    expect(
      read(
        '<vm version="2.0"><group id="1"><entry isDefault="true"><agency>ERP</agency><schema>Unit</schema><value>EA</value></entry><entry><agency>Shop</agency><schema>Measure</schema><value> </value></entry></group><group id="2"/></vm>',
      ),
    ).toEqual([
      [
        { agency: 'ERP', schema: 'Unit', value: 'EA', isDefault: true },
        { agency: 'Shop', schema: 'Measure', value: ' ', isDefault: false },
      ],
      [],
    ]))

  test('refuses another document', () => expect(() => read('<other/>')).toThrow('value_mapping.xml must have the root element vm.'))

  test('refuses broken XML', () => expect(() => read('<vm>')).toThrow('value_mapping.xml is not well-formed XML'))
})
