import type { Document } from 'slimdom'
import type { EdmType } from '../odata/edm.ts'
import type { Keys } from '../odata/entity-set.ts'
import { accepted } from '../odata/reply.ts'
import { requireAccess } from './access-policies/protection.ts'
import { VALUE_MAPPING } from './design/artifact-types.ts'
import { existingArtifact } from './design/artifacts.ts'
import { rewriteContent } from './design/content-rewrite.ts'
import { rewriteMapping } from './design/value-mapping.ts'
import { chooseDefault, deletePair, upsertMap } from './design/value-mapping-changes.ts'
import type { ValuePair } from './design/value-pairs.ts'
import { type ManagementFunction, managementFunction } from './management-set.ts'

const PAIR_PARAMETERS = { SrcAgency: 'Edm.String', SrcId: 'Edm.String', TgtAgency: 'Edm.String', TgtId: 'Edm.String' } as const

const pairIn = ({ SrcAgency, SrcId, TgtAgency, TgtId }: Keys): ValuePair => ({
  srcAgency: String(SrcAgency),
  srcId: String(SrcId),
  tgtAgency: String(TgtAgency),
  tgtId: String(TgtId),
})

interface MappingChange {
  readonly name: string
  readonly parameters: Readonly<Record<string, EdmType>>
  readonly optional?: readonly string[]
  readonly returns?: string
  change(document: Document, parameters: Keys): void
}

/** A function import that changes `value_mapping.xml` of the current version and answers 202 without body (contract odata-api §1.5). */
const mappingFunction = ({ change, parameters, ...declaration }: MappingChange): ManagementFunction =>
  managementFunction({
    ...declaration,
    parameters: { Id: 'Edm.String', Version: 'Edm.String', ...PAIR_PARAMETERS, ...parameters },
    requires: 'editPackages',
    async call(given, context) {
      const artifact = await existingArtifact(context.store.design, VALUE_MAPPING, given.Id, given.Version)
      await requireAccess(context, artifact)
      await rewriteContent(context, artifact, (zip) => rewriteMapping(zip, (document) => change(document, given)))
      return accepted
    },
  })

export const valMapFunctions: readonly ManagementFunction[] = [
  mappingFunction({
    name: 'UpsertValMaps',
    parameters: { ValMapId: 'Edm.String', SrcValue: 'Edm.String', TgtValue: 'Edm.String', IsConfigured: 'Edm.Boolean' },
    optional: ['ValMapId'],
    returns: 'ValMaps',
    change: (document, given) =>
      upsertMap(document, {
        pair: pairIn(given),
        id: given.ValMapId === undefined ? undefined : String(given.ValMapId),
        source: String(given.SrcValue),
        target: String(given.TgtValue),
        isConfigured: given.IsConfigured === true,
      }),
  }),
  mappingFunction({
    name: 'UpdateDefaultValMap',
    parameters: { ValMapId: 'Edm.String', IsConfigured: 'Edm.Boolean' },
    returns: 'DefaultValMaps',
    change: (document, given) => chooseDefault(document, pairIn(given), String(given.ValMapId), given.IsConfigured === true),
  }),
  mappingFunction({ name: 'DeleteValMaps', parameters: {}, change: (document, given) => deletePair(document, pairIn(given)) }),
]
