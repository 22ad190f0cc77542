import { basic } from './basic.ts'
import { body } from './body.ts'
import { certificate } from './certificate.ts'
import type { ClientAuthentication } from './client-authentication.ts'
import { privateKeyJwt } from './private-key-jwt.ts'

export const CLIENT_AUTHENTICATIONS = { basic, privateKeyJwt, certificate, body } as const satisfies Record<string, ClientAuthentication>

export type ClientAuthenticationName = keyof typeof CLIENT_AUTHENTICATIONS
