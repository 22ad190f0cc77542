import { text, writeOnly } from '../odata/edm.ts'
import { badRequest } from '../odata/failure.ts'
import { created } from '../odata/reply.ts'
import { putTagConfiguration, tagConfigurationText } from './design/custom-tag-configuration.ts'
import { managementSet } from './management-set.ts'

interface TagConfiguration {
  readonly id: string
}

const ONLY_ONE: TagConfiguration = { id: 'CustomTags' }

/** `CustomTagConfigurations`: the one document that says which tags packages have (contract odata-api §1.5). */
export const customTagConfigurations = managementSet<TagConfiguration>({
  name: 'CustomTagConfigurations',
  type: 'CustomTagConfiguration',
  keys: ['Id'],
  properties: { Id: text(({ id }) => id), CustomTagsConfigurationContent: writeOnly('Edm.String') },
  requires: 'viewPackages',
  list: async () => [ONLY_ONE],
  read: async ({ Id }) => (Id === ONLY_ONE.id ? ONLY_ONE : undefined),
  media: { read: async (_, { store }) => ({ contentType: 'application/json', content: await tagConfigurationText(store.settings) }) },
  create: {
    requires: 'configureTags',
    async run(body, { store }, custom) {
      const encoded = body.text('CustomTagsConfigurationContent')
      if (encoded === undefined) throw badRequest("Property 'CustomTagsConfigurationContent' cannot be empty. Enter a valid value.")
      const overwrite = /^'?true'?$/.test(custom.get('Overwrite') ?? '')
      await putTagConfiguration(store.settings, Buffer.from(encoded, 'base64').toString(), overwrite)
      return created(ONLY_ONE)
    },
  },
})
