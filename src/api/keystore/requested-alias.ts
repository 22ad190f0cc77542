import type { EntityBody } from '../../odata/entity-body.ts'
import type { Management } from '../management-set.ts'
import { requiredText } from '../security-material.ts'
import { checkAlias } from './keystore-entry.ts'

/** The alias of a new entry. Throws `bad-request` without one, the refusal `alias-reserved` for one of SAP. */
export const requestedAlias = (body: EntityBody, context: Management): string => checkAlias(requiredText(body, 'Alias'), context)
