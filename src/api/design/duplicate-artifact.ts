import { SluiceError } from '../../kernel/errors.ts'
import type { DesignArtifact } from '../../store/design.ts'
import type { ArtifactTypeInfo } from './artifact-types.ts'

/** An artifact id that is taken. On the wire this is 500, not 409, and clients show the text (contract odata-api §9). */
export class DuplicateArtifact extends SluiceError {
  constructor(info: Pick<ArtifactTypeInfo, 'noun'>, artifact: DesignArtifact, packageName: string) {
    super(
      'conflict',
      `${info.noun} ${artifact.name} with the ID ${artifact.id} already exists in the ${packageName} package. Please rename the artifact ID.`,
    )
  }

  override get status(): number {
    return 500
  }
}
