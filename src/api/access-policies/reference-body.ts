import { type Properties, text } from '../../odata/edm.ts'
import type { EntityBody } from '../../odata/entity-body.ts'
import { badRequest } from '../../odata/failure.ts'
import type { ArtifactReference, NewArtifactReference } from '../../store/access-policies.ts'
import { choice, requiredText } from '../security-material.ts'
import { conditionPattern } from './protection.ts'
import { REFERENCE_TYPES, rulesOf } from './reference-rules.ts'

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
  const type = choice(body, 'Type', REFERENCE_TYPES)
  const { attributes, conditionTypes } = rulesOf(type)
  const conditionType = choice(body, 'ConditionType', conditionTypes)
  const conditionValue = requiredText(body, 'ConditionValue')
  if (conditionType === 'regularExpression') requirePattern(conditionValue)
  return {
    name: requiredText(body, 'Name'),
    description: body.text('Description') ?? '',
    type,
    conditionAttribute: choice(body, 'ConditionAttribute', attributes),
    conditionValue,
    conditionType,
  }
}

function requirePattern(expression: string): void {
  try {
    conditionPattern(expression)
  } catch {
    throw badRequest(`Property 'ConditionValue' is no regular expression: '${expression}'.`)
  }
}
