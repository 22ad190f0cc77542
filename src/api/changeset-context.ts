import { badRequest } from '../odata/failure.ts'
import type { Management } from './management-set.ts'

/**
 * What the requests of a changeset work with: what they change in the store is kept or undone with the changeset, and what nobody could
 * undo, or would wait for the store, is refused with `bad-request`.
 */
export const changesetContext = (context: Management, store: Management['store']): Management => ({
  ...context,
  store,
  deployments: { deploy: refuse, check: refuse, settled: refuse, undeploy: refuse, endpoints: () => context.deployments.endpoints() },
  messages: { cancel: refuse },
})

async function refuse(): Promise<never> {
  throw badRequest('This request acts on what runs, which a changeset cannot undo. Send it outside of a changeset.')
}
