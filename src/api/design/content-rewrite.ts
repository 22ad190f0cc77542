import type { DesignArtifact, DesignStore } from '../../store/design.ts'
import type { Management } from '../management-set.ts'
import { contentOf, refuseSaved } from './artifacts.ts'

/** The last rewrite of each artifact that is not yet stored. The requests of a changeset have a store, and so a queue, of their own. */
const pending = new WeakMap<DesignStore, Map<string, Promise<void>>>()

/**
 * Replaces the content of a current version with what `rewrite` makes of it; its number stays. Throws `bad-request` for a saved one.
 * Rewrites of one artifact happen one after the other, so that parallel requests for different parameters do not undo each other.
 */
export async function rewriteContent(
  context: Management,
  artifact: DesignArtifact,
  rewrite: (content: Uint8Array) => Promise<Uint8Array>,
): Promise<void> {
  const queue = queueOf(context.store.design)
  const before = queue.get(artifact.id) ?? Promise.resolve()
  const work = before.catch(() => undefined).then(() => replace(context, artifact, rewrite))
  queue.set(artifact.id, work)
  try {
    await work
  } finally {
    if (queue.get(artifact.id) === work) queue.delete(artifact.id)
  }
}

function queueOf(store: DesignStore): Map<string, Promise<void>> {
  const queue = pending.get(store) ?? new Map<string, Promise<void>>()
  pending.set(store, queue)
  return queue
}

/** Begins again when somebody without a place in the queue, a changeset or another node, was faster. */
async function replace(
  { store, user, clock }: Management,
  artifact: DesignArtifact,
  rewrite: (content: Uint8Array) => Promise<Uint8Array>,
): Promise<void> {
  for (let replaced = false; !replaced; ) {
    await refuseSaved(store.design, artifact)
    const before = await contentOf(store.design, artifact)
    const after = await rewrite(before)
    replaced = await store.design.replaceContent(artifact.id, { before, after, modifiedBy: user, modifiedAt: clock.now() })
  }
}
