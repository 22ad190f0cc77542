import type { DesignArtifact } from '../../store/design.ts'
import type { Management } from '../management-set.ts'
import { contentOf, refuseSaved } from './artifacts.ts'

/** The last rewrite of each artifact that is not yet stored. */
const pending = new Map<string, Promise<void>>()

/**
 * Replaces the content of a current version with what `rewrite` makes of it; its number stays. Throws `bad-request` for a saved one. Rewrites of one artifact happen one after
 * the other, so that parallel requests for different parameters do not undo each other.
 */
export async function rewriteContent(
  context: Management,
  artifact: DesignArtifact,
  rewrite: (content: Uint8Array) => Promise<Uint8Array>,
): Promise<void> {
  const before = pending.get(artifact.id) ?? Promise.resolve()
  const work = before.catch(() => undefined).then(() => replace(context, artifact, rewrite))
  pending.set(artifact.id, work)
  try {
    await work
  } finally {
    if (pending.get(artifact.id) === work) pending.delete(artifact.id)
  }
}

async function replace(
  { store, user, clock }: Management,
  artifact: DesignArtifact,
  rewrite: (content: Uint8Array) => Promise<Uint8Array>,
) {
  await refuseSaved(store.design, artifact)
  const content = await rewrite(await contentOf(store.design, artifact))
  const current = (await store.design.artifact(artifact.id)) ?? artifact
  await store.design.updateArtifact({ ...current, modifiedBy: user, modifiedAt: clock.now() }, content)
}
