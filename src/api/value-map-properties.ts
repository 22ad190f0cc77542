import { complex, text } from '../odata/edm.ts'
import type { ValueMap } from './design/value-pairs.ts'

/** What `ValMaps` and `DefaultValMaps` show of a map. */
export const valueMapProperties = {
  Id: text<ValueMap>((map) => map.id),
  Value: complex<ValueMap>('Value', { SrcValue: text((map) => map.source.value), TgtValue: text((map) => map.target.value) }),
}
