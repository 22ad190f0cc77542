import type { Entity } from '../../api/odata.ts'
import { type MessageKey, t } from '../../messages/messages.ts'

/** What a reference can be about here; `docs/access-and-audit.md` says what each protects. */
export const REFERENCE_TYPES = [
  'INTEGRATION_FLOW',
  'INTEGRATION_PACKAGE',
  'VALUE_MAPPING',
  'MESSAGE_MAPPING',
  'SCRIPT_COLLECTION',
  'GLOBAL_DATA_STORE',
  'GLOBAL_VARIABLE',
] as const

export type ReferenceType = (typeof REFERENCE_TYPES)[number]

/** What is global has a name and no id. */
export const attributesOf = (type: ReferenceType): readonly ('Name' | 'ID')[] => (type.startsWith('GLOBAL_') ? ['Name'] : ['Name', 'ID'])

/** Packages are chosen exactly. */
export const conditionTypesOf = (type: ReferenceType): readonly ('exactString' | 'regularExpression')[] =>
  type === 'INTEGRATION_PACKAGE' ? ['exactString'] : ['exactString', 'regularExpression']

/** A type that is not offered here stands as it is. */
export function typeText(type: string | null): string {
  const key = `policy.type.${type}`
  const text = t(key as MessageKey)
  return text === key ? (type ?? '') : text
}

/** `Integration flow Name = Payroll` */
export const referenceText = ({ Type, ConditionAttribute, ConditionType, ConditionValue }: Entity<'ArtifactReferences'>): string =>
  `${typeText(Type)} ${ConditionAttribute} ${ConditionType === 'regularExpression' ? '~' : '='} ${ConditionValue}`
