import { complex, text } from '../odata/edm.ts'
import type { ValueMap } from './design/value-pairs.ts'
import { managementSet } from './management-set.ts'

const properties = {
  Id: text<ValueMap>((map) => map.id),
  Value: complex<ValueMap>('Value', { SrcValue: text((map) => map.source.value), TgtValue: text((map) => map.target.value) }),
}

/** `ValMaps`: the values of one pair of identifiers; reached through `ValMapSchema` only. */
export const valMaps = managementSet<ValueMap>({ name: 'ValMaps', type: 'ValMap', keys: ['Id'], properties, requires: 'viewPackages' })

/** `DefaultValMaps`: those of them that count where a source value has several targets. */
export const defaultValMaps = managementSet<ValueMap>({
  name: 'DefaultValMaps',
  type: 'DefaultValMap',
  keys: ['Id'],
  properties,
  requires: 'viewPackages',
})
