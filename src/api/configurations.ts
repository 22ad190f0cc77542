import type { Parameter } from '../iflow/model.ts'
import { text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { DesignArtifact } from '../store/design.ts'
import { requireAccess } from './access-policies/protection.ts'
import { contentOf } from './design/artifacts.ts'
import { rewriteContent } from './design/content-rewrite.ts'
import { parametersOf, setParameter } from './design/parameter-values.ts'
import { type Management, managementSet } from './management-set.ts'
import type { Permission } from './roles.ts'

/** `Configurations`: the externalised parameters of an integration flow; reached through the flow only. */
export const configurations = managementSet<Parameter>({
  name: 'Configurations',
  type: 'Configuration',
  keys: ['ParameterKey'],
  properties: {
    ParameterKey: text((parameter) => parameter.key),
    ParameterValue: text((parameter) => parameter.value),
    DataType: text((parameter) => parameter.dataType),
    Description: text((parameter) => parameter.description),
  },
  requires: 'viewPackages',
})

/** The way from a flow to its parameters. */
export const configurationsOfArtifact: Navigation<Management, Permission, DesignArtifact> = {
  target: 'Configurations',
  many: true,
  resolve: eachRow(async (artifact: DesignArtifact, { store }: Management) => parametersOf(await contentOf(store.design, artifact))),
  update: {
    requires: 'configureArtifacts',
    async run(artifact, { ParameterKey }, body, context) {
      const value = body.text('ParameterValue')
      if (value === undefined) throw badRequest("Property 'ParameterValue' cannot be empty. Enter a valid value.")
      await requireAccess(context, artifact)
      await rewriteContent(context, artifact, (content) => setParameter(content, String(ParameterKey), value))
      return accepted
    },
  },
}
