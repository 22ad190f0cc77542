import { type Properties, text, writeOnly } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { eachRow } from '../odata/entity-set.ts'
import { accepted, created } from '../odata/reply.ts'
import { selectRows } from '../odata/select-rows.ts'
import type { IntegrationPackage } from '../store/design.ts'
import { requirePackageAccess, requireReplacement, requireWholePackage } from './access-policies/package-protection.ts'
import { tagsOfPackage } from './custom-tags.ts'
import { ARTIFACT_TYPES, type ArtifactTypeInfo } from './design/artifact-types.ts'
import { changedPackage, checkPackageId, newPackage, type PackageTexts } from './design/integration-package.ts'
import { packagesTagged } from './design/package-tags.ts'
import { exportPackage, type ImportOptions, importPackage } from './design/package-transfer.ts'
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
    async read(item, context) {
      await requireWholePackage(context, item)
      return { contentType: 'application/zip', content: await exportPackage(context.store.design, item), fileName: `${item.name}.zip` }
    },
  },
  create: {
    requires: 'editPackages',
    async run(body, context, custom) {
      const { design } = context.store
      const overwrite = /^'?true'?$/.test(custom.get('Overwrite') ?? '')
      const content = body.bytes('PackageContent')
      const stamp = stampOf(context)
      if (content !== undefined) {
        const permit: ImportOptions['permit'] = (item, artifacts) => requireReplacement(context, item, artifacts)
        return created(await importPackage(context.store, content, { overwrite, stamp, permit }))
      }
      const id = idFrom(body)
      checkPackageId(id)
      const item = newPackage(id, textsOf(body), stamp)
      await requirePackageAccess(context, (await design.package(id)) ?? item, item)
      return created(await putPackage(design, item, overwrite))
    },
  },
  update: {
    requires: 'editPackages',
    async run({ Id }, body, context) {
      const { design } = context.store
      const current = await existingPackage(design, String(Id))
      const changed = changedPackage(current, textsOf(body), stampOf(context))
      await requirePackageAccess(context, current, changed)
      await design.updatePackage(changed)
      return accepted
    },
  },
  delete: {
    requires: 'editPackages',
    async run({ Id }, context) {
      const { design } = context.store
      const item = await existingPackage(design, String(Id))
      await requireWholePackage(context, item)
      await design.deletePackage(item.id)
      return accepted
    },
  },
})
