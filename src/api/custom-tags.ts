import { text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { IntegrationPackage } from '../store/design.ts'
import { requirePackageAccess } from './access-policies/package-protection.ts'
import { type CustomTag, setTag, tagsOf } from './design/package-tags.ts'
import { type Management, managementSet } from './management-set.ts'
import type { Permission } from './roles.ts'

/** `CustomTags`: the tags of a package; reached through the package only. */
export const customTags = managementSet<CustomTag>({
  name: 'CustomTags',
  type: 'CustomTag',
  keys: ['Name'],
  properties: { Name: text((tag) => tag.name), Value: text((tag) => tag.value) },
  requires: 'viewPackages',
})

/** The way from a package to its tags. */
export const tagsOfPackage: Navigation<Management, Permission, IntegrationPackage> = {
  target: 'CustomTags',
  many: true,
  resolve: eachRow((item: IntegrationPackage, { store }: Management) => tagsOf(store, item.id)),
  update: {
    requires: 'editPackages',
    async run(item, { Name }, body, context) {
      const value = body.text('Value')
      if (value === undefined) throw badRequest("Property 'Value' cannot be empty. Enter a valid value.")
      await requirePackageAccess(context, item)
      await setTag(context.store, item.id, { name: String(Name), value })
      return accepted
    },
  },
}
