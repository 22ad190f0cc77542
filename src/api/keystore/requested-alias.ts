import type { EntityBody } from '../../odata/entity-body.ts'
import { requiredText } from '../security-material.ts'
import { checkAlias } from './keystore-entry.ts'

/** The alias of a new entry. Throws `bad-request` without one, `forbidden` for one of SAP. */
export const requestedAlias = (body: EntityBody): string => checkAlias(requiredText(body, 'Alias'))
