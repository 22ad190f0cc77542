import type { ValueMap } from './design/value-pairs.ts'
import { managementSet } from './management-set.ts'
import { valueMapProperties } from './value-map-properties.ts'

/** `ValMaps`: the values of one pair of identifiers; reached through `ValMapSchema` only. */
export const valMaps = managementSet<ValueMap>({
  name: 'ValMaps',
  type: 'ValMap',
  keys: ['Id'],
  properties: valueMapProperties,
  requires: 'viewPackages',
})
