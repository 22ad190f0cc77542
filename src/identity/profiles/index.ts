import type { ClientOptions } from '../../store/clients.ts'
import { compact } from './compact.ts'
import type { JwtProfile } from './profile.ts'
import { rfc9068 } from './rfc9068.ts'

type ProfileName = NonNullable<ClientOptions['tokenProfile']>

/** Profiles by the name that a client has in its options. */
const PROFILES: Readonly<Record<ProfileName, JwtProfile>> = { compact, rfc9068 }

export const TOKEN_PROFILES = Object.keys(PROFILES) as readonly ProfileName[]

/** The profile that the client opted into; nothing = the JWT of its dialect. */
export const profileOf = ({ tokenProfile }: ClientOptions): JwtProfile | undefined => tokenProfile && PROFILES[tokenProfile]
