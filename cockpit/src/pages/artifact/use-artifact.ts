import { find } from '../../api/odata.ts'
import { type Data, useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { ARTIFACTS_OF_PACKAGE, type Artifact, adaptersOf, artifactsIn } from '../package/artifact-kinds.ts'

export interface FoundArtifact {
  readonly artifact: Artifact
  readonly packageName: string
}

/** Finds an artifact of whatever kind in its package. */
export function useArtifact(packageId: string, artifactId: string): Data<FoundArtifact> {
  return useData(async () => {
    const options = { expand: ARTIFACTS_OF_PACKAGE }
    const [item, adapters] = await Promise.all([find('IntegrationPackages', packageId, options), adaptersOf(packageId)])
    const artifact = artifactsIn(item, adapters).find(({ id }) => id === artifactId)
    if (artifact === undefined) throw new Error(t('artifact.unknown', { id: artifactId, package: item.Name ?? packageId }))
    return { artifact, packageName: item.Name ?? packageId }
  }, [packageId, artifactId])
}
