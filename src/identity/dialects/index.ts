import type { Dialect } from '../../store/subaccounts.ts'
import { cloudFoundry } from './cloud-foundry.ts'
import type { DialectRules } from './dialect.ts'
import { neo } from './neo.ts'

export type { DialectRules, GrantedToken, WireError } from './dialect.ts'

export const DIALECTS: Readonly<Record<Dialect, DialectRules>> = { neo, 'cloud-foundry': cloudFoundry }
