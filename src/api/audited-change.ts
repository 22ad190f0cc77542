import type { AuditedAction } from '../identity/audit-log.ts'
import type { Change } from '../odata/change.ts'

type Audited = Pick<AuditedAction, 'action' | 'objectType' | 'objectName'>

const DEPLOY = /^Deploy(.+)$/
const SAVE = /^(.+)SaveAsVersion$/

/** Parameters of a function that name a thing; others may be contents. */
const NAMING = /(?:Id|Guid|Name|Version)$/

/** A change through the management API in the words of the audit log. */
export function auditedChange({ kind, subject, keys }: Change): Audited {
  if (kind === 'call') return auditedCall(subject, keys)
  const objectName = textOf(Object.values(keys))
  const isUndeployment = kind === 'delete' && subject.endsWith('RuntimeArtifact')
  return { action: isUndeployment ? 'undeploy' : kind, objectType: words(subject), objectName }
}

function auditedCall(name: string, parameters: Change['keys']): Audited {
  const given = Object.entries(parameters).filter(([parameter]) => NAMING.test(parameter))
  const objectName = textOf(given.map(([, value]) => value))
  const deployed = DEPLOY.exec(name)?.[1]
  if (deployed !== undefined) return { action: 'deploy', objectType: words(deployed), objectName }
  return { action: 'update', objectType: words(SAVE.exec(name)?.[1] ?? name), objectName }
}

const textOf = (values: readonly unknown[]): string => values.map(String).join(' / ')

/** `UserCredential` → `user credential`, `SSHKeyResource` → `ssh key resource`. */
const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])|([A-Z]{2,})(?=[A-Z][a-z])/g, '$1$3 $2').toLowerCase()
