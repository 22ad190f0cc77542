import { type Properties, text } from '../../odata/edm.ts'
import type { EntityBody } from '../../odata/entity-body.ts'
import { badRequest } from '../../odata/failure.ts'
import type { ArtifactReference, NewArtifactReference } from '../../store/access-policies.ts'
import { choice, requiredText } from '../security-material.ts'
import { ARTIFACT_TYPES, conditionPattern } from './protection.ts'

/** What a caller says about a reference. */
export const referenceProperties: Properties<ArtifactReference> = {
  Name: text((reference) => reference.name),
  Description: text((reference) => reference.description),
  Type: text((reference) => reference.type),
  ConditionAttribute: text((reference) => reference.conditionAttribute),
  ConditionValue: text((reference) => reference.conditionValue),
  ConditionType: text((reference) => reference.conditionType),
}

/** A reference out of a body. Throws `bad-request` naming the property. */
export function referenceFrom(body: EntityBody): NewArtifactReference {
  const type = choice(body, 'Type', ARTIFACT_TYPES)
  const conditionType = choice(body, 'ConditionType', ['exactString', 'regularExpression'])
  const conditionValue = requiredText(body, 'ConditionValue')
  if (conditionType === 'regularExpression') requirePattern(conditionValue)
  return {
    name: requiredText(body, 'Name'),
    description: body.text('Description') ?? '',
    type,
    conditionAttribute: choice(body, 'ConditionAttribute', attributesOf(type)),
    conditionValue,
    conditionType,
  }
}

/** Queues and what is global have a name and no id. */
const attributesOf = (type: string): readonly string[] =>
  ['MESSAGE_QUEUE', 'GLOBAL_DATA_STORE', 'GLOBAL_VARIABLE'].includes(type) ? ['Name'] : ['Name', 'Id', 'ID']

function requirePattern(expression: string): void {
  try {
    conditionPattern(expression)
  } catch {
    throw badRequest(`Property 'ConditionValue' is no regular expression: '${expression}'.`)
  }
}
