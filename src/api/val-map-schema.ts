import { text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import type { DesignArtifact } from '../store/design.ts'
import { contentOf } from './design/artifacts.ts'
import { valueGroups } from './design/value-mapping.ts'
import { type MappedPair, pairsOf } from './design/value-pairs.ts'
import { type Management, managementSet } from './management-set.ts'
import type { Permission } from './roles.ts'

/** `ValMapSchema`: the pairs of agency identifiers that a value mapping maps, in both directions; reached through the artifact only. */
export const valMapSchema = managementSet<MappedPair>({
  name: 'ValMapSchema',
  type: 'ValMapSchema',
  keys: ['SrcAgency', 'SrcId', 'TgtAgency', 'TgtId'],
  properties: {
    SrcAgency: text((pair) => pair.srcAgency),
    SrcId: text((pair) => pair.srcId),
    TgtAgency: text((pair) => pair.tgtAgency),
    TgtId: text((pair) => pair.tgtId),
    State: text((pair) => (pair.isConfigured ? 'Configured' : '')),
  },
  navigation: {
    ValMaps: { target: 'ValMaps', many: true, resolve: eachRow(async (pair: MappedPair) => pair.maps) },
    DefaultValMaps: {
      target: 'DefaultValMaps',
      many: true,
      resolve: eachRow(async (pair: MappedPair) => pair.maps.filter(({ target }) => target.isDefault)),
    },
  },
  requires: 'viewPackages',
})

/** The way from a value mapping to its pairs. */
export const schemaOfArtifact: Navigation<Management, Permission, DesignArtifact> = {
  target: 'ValMapSchema',
  many: true,
  resolve: eachRow(async (artifact: DesignArtifact, { store }: Management) =>
    pairsOf(await valueGroups(await contentOf(store.design, artifact))),
  ),
}
