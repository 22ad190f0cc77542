import { basic } from './basic.ts'
import { body } from './body.ts'
import type { ClientAuthentication } from './client-authentication.ts'

export const CLIENT_AUTHENTICATIONS = { basic, body } as const satisfies Record<string, ClientAuthentication>

export type ClientAuthenticationName = keyof typeof CLIENT_AUTHENTICATIONS
