import { dateTime, text } from '../odata/edm.ts'
import type { Keys } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { Variable, VariableKey } from '../store/variables.ts'
import { accessOf, flowArtifact, globalArtifact, type ProtectedArtifact, requireAccess } from './access-policies/protection.ts'
import { NO_PAGING, visibilityOf } from './data-stores/data-store-access.ts'
import { type Management, managementSet } from './management-set.ts'

const keyOf = ({ VariableName, IntegrationFlow }: Keys): VariableKey => ({ name: String(VariableName), flowId: String(IntegrationFlow) })

const artifactOf = ({ name, flowId }: VariableKey, context: Management): Promise<ProtectedArtifact> =>
  flowId === '' ? Promise.resolve(globalArtifact('GLOBAL_VARIABLE', name)) : flowArtifact(flowId, context)

async function visible(context: Management): Promise<Variable[]> {
  const [variables, access] = await Promise.all([context.store.variables.list(context.clock.now()), accessOf(context)])
  const artifacts = await Promise.all(variables.map((variable) => artifactOf(variable, context)))
  return variables.filter((_, index) => access.allows(artifacts[index]!))
}

/** `Variables`: values that flows keep; the value is the `$value` of the entity. */
export const variables = managementSet<Variable>({
  name: 'Variables',
  type: 'Variable',
  keys: ['VariableName', 'IntegrationFlow'],
  unsupported: NO_PAGING,
  properties: {
    VariableName: text((variable) => variable.name),
    IntegrationFlow: text((variable) => variable.flowId),
    Visibility: text(visibilityOf),
    UpdatedAt: dateTime((variable) => variable.updatedAt),
    RetainUntil: dateTime((variable) => variable.retainUntil),
  },
  requires: 'viewDataStores',
  list: visible,
  async read(keys, context) {
    const key = keyOf(keys)
    await requireAccess(context, await artifactOf(key, context))
    return context.store.variables.find(key, context.clock.now())
  },
  media: {
    requires: 'viewDataStorePayloads',
    read: async ({ name, value, encrypted }, { vault }) => ({
      contentType: 'application/octet-stream',
      content: encrypted ? vault.decrypt(value) : value,
      fileName: name,
    }),
  },
  delete: {
    requires: 'deleteDataStores',
    async run(keys, context) {
      const { store, clock } = context
      const key = keyOf(keys)
      await requireAccess(context, await artifactOf(key, context))
      if ((await store.variables.find(key, clock.now())) === undefined) throw entityNotFound()
      await store.variables.delete(key, clock.now())
      return accepted
    },
  },
})
