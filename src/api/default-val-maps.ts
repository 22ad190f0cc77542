import type { ValueMap } from './design/value-pairs.ts'
import { managementSet } from './management-set.ts'
import { valueMapProperties } from './value-map-properties.ts'

/** `DefaultValMaps`: the value maps that count where a source value has several targets; reached through `ValMapSchema` only. */
export const defaultValMaps = managementSet<ValueMap>({
  name: 'DefaultValMaps',
  type: 'DefaultValMap',
  keys: ['Id'],
  properties: valueMapProperties,
  requires: 'viewPackages',
})
