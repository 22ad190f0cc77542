import { dateOf, type Entity, list } from '../../api/odata.ts'
import { MATERIAL_KINDS, type MaterialKind, type MaterialSet } from './material-kinds.ts'

/** One security material of any kind, as the list shows it. */
export interface Material {
  readonly kind: MaterialKind
  readonly name: string
  readonly description: string
  readonly deployedBy: string
  readonly deployedOn: Date | undefined
  readonly status: 'deployed' | 'unauthorized' | 'expired'
  readonly entity: Entity<MaterialSet>
}

/** All of it, by name. */
export async function materials(now: number): Promise<readonly Material[]> {
  const lists = await Promise.all(MATERIAL_KINDS.map(async (kind) => (await list(kind.set)).results.map((one) => material(kind, one, now))))
  return lists.flat().sort((a, b) => a.name.localeCompare(b.name))
}

function material(kind: MaterialKind, entity: Entity<MaterialSet>, now: number): Material {
  const shared = { kind, entity, name: entity.Name ?? '', description: entity.Description ?? '' }
  if ('RefreshTokenExisting' in entity) {
    return {
      ...shared,
      deployedBy: entity.LastModifiedBy ?? '',
      deployedOn: moment(entity.LastModifiedTime),
      status: codeStatus(entity, now),
    }
  }
  const { DeployedBy, DeployedOn } = 'SecurityArtifactDescriptor' in entity ? entity.SecurityArtifactDescriptor : entity
  return { ...shared, deployedBy: DeployedBy ?? '', deployedOn: dateOf(DeployedOn), status: 'deployed' }
}

const moment = (milliseconds: string | null): Date | undefined => (milliseconds === null ? undefined : new Date(Number(milliseconds)))

const DAY = 86_400_000

/** Without a refresh token, and after its days, no access token can be fetched. */
function codeStatus(code: Entity<'OAuth2AuthorizationCodes'>, now: number): Material['status'] {
  if (code.RefreshTokenExisting !== true) return 'unauthorized'
  const days = Number(code.RefreshTokenExpiryPeriod)
  return days > 0 && Number(code.RefreshTokenCreationTime) + days * DAY < now ? 'expired' : 'deployed'
}
