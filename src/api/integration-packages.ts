import { type Properties, text, writeOnly } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { eachRow } from '../odata/entity-set.ts'
import { accepted, created } from '../odata/reply.ts'
import { selectRows } from '../odata/select-rows.ts'
import type { IntegrationPackage } from '../store/design.ts'
import { tagsOfPackage } from './custom-tags.ts'
import { ARTIFACT_TYPES, type ArtifactTypeInfo } from './design/artifact-types.ts'
import { changedPackage, checkPackageId, newPackage, type PackageTexts } from './design/integration-package.ts'
import { packagesTagged } from './design/package-tags.ts'
import { exportPackage, importPackage } from './design/package-transfer.ts'
import { existingPackage, putPackage } from './design/packages.ts'
import { type Management, managementSet, stampOf } from './management-set.ts'

function textsOf(body: EntityBody): PackageTexts {
  const texts = {
    name: body.text('Name'),
    description: body.text('Description'),
    shortText: body.text('ShortText'),
    version: body.text('Version'),
    vendor: body.text('Vendor'),
    mode: body.text('Mode'),
    supportedPlatform: body.text('SupportedPlatform'),
    products: body.text('Products'),
    keywords: body.text('Keywords'),
    countries: body.text('Countries'),
    industries: body.text('Industries'),
    lineOfBusiness: body.text('LineOfBusiness'),
  }
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
}

const artifactsOf = ({ type, entity }: ArtifactTypeInfo) => ({
  target: `${entity}s`,
  many: true,
  resolve: eachRow((item: IntegrationPackage, { store }: Management) => store.design.artifacts({ packageId: item.id, type })),
})

/** Without an id the name is taken, without what an id cannot have. */
const idFrom = (body: EntityBody): string => body.text('Id') ?? (body.text('Name') ?? '').replace(/[^A-Za-z0-9]/g, '')

const properties: Properties<IntegrationPackage> = {
  Id: text((item) => item.id),
  Name: text((item) => item.name),
  ResourceId: text((item) => item.id),
  Description: text((item) => item.description),
  ShortText: text((item) => item.shortText),
  Version: text((item) => item.version),
  Vendor: text((item) => item.vendor),
  Mode: text((item) => item.mode),
  SupportedPlatform: text((item) => item.supportedPlatform),
  ModifiedBy: text((item) => item.modifiedBy),
  CreationDate: text((item) => String(item.createdAt)),
  ModifiedDate: text((item) => String(item.modifiedAt)),
  CreatedBy: text((item) => item.createdBy),
  Products: text((item) => item.products),
  Keywords: text((item) => item.keywords),
  Countries: text((item) => item.countries),
  Industries: text((item) => item.industries),
  LineOfBusiness: text((item) => item.lineOfBusiness),
  PackageContent: writeOnly('Edm.Binary'),
}

/** `IntegrationPackages` (contract odata-api §1.5). */
export const integrationPackages = managementSet<IntegrationPackage>({
  name: 'IntegrationPackages',
  type: 'IntegrationPackage',
  keys: ['Id'],
  properties,
  navigation: { ...Object.fromEntries(ARTIFACT_TYPES.map((info) => [`${info.entity}s`, artifactsOf(info)])), CustomTags: tagsOfPackage },
  requires: 'viewPackages',
  async find({ query, counted, custom }, { store }) {
    const { rows, count } = selectRows(await packagesTagged(store, custom), properties, query)
    return { rows, count: counted ? count : undefined }
  },
  read: ({ Id }, { store }) => existingPackage(store.design, String(Id)),
  media: {
    read: async (item, { store }) => ({
      contentType: 'application/zip',
      content: await exportPackage(store.design, item),
      fileName: `${item.name}.zip`,
    }),
  },
  create: {
    requires: 'editPackages',
    async run(body, context, custom) {
      const { design } = context.store
      const overwrite = /^'?true'?$/.test(custom.get('Overwrite') ?? '')
      const content = body.bytes('PackageContent')
      if (content !== undefined) return created(await importPackage(design, content, overwrite, stampOf(context)))
      const id = idFrom(body)
      checkPackageId(id)
      return created(await putPackage(design, newPackage(id, textsOf(body), stampOf(context)), overwrite))
    },
  },
  update: {
    requires: 'editPackages',
    async run({ Id }, body, context) {
      const { design } = context.store
      await design.updatePackage(changedPackage(await existingPackage(design, String(Id)), textsOf(body), stampOf(context)))
      return accepted
    },
  },
  delete: {
    requires: 'editPackages',
    async run({ Id }, { store }) {
      await store.design.deletePackage((await existingPackage(store.design, String(Id))).id)
      return accepted
    },
  },
})
