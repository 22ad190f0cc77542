import { text } from '../odata/edm.ts'
import type { SecurityMaterialKind } from '../store/security-material.ts'
import { type Management, managementSet } from './management-set.ts'

interface Artifact {
  readonly name: string
}

const KINDS: readonly SecurityMaterialKind[] = [
  'oauth2-authorization-code',
  'oauth2-client-credential',
  'secure-parameter',
  'user-credential',
]

/** `SecurityArtifacts`: the names of all security material, whatever its kind. */
export const securityArtifacts = managementSet<Artifact>({
  name: 'SecurityArtifacts',
  type: 'SecurityArtifact',
  keys: ['Name'],
  properties: { Name: text(({ name }) => name) },
  requires: 'viewMonitoring',
  list: artifacts,
  read: ({ Name }, { store }) => store.securityMaterial.find(String(Name)),
})

async function artifacts({ store }: Management): Promise<Artifact[]> {
  const lists = await Promise.all(KINDS.map((kind) => store.securityMaterial.list(kind)))
  return lists.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}
