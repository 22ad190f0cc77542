import type { Application } from '../../store/clients.ts'
import type { Plan } from '../../store/services.ts'

/** The service offering whose instances are OAuth clients (contracts: odata-api §5.1). */
export const OFFERING = { name: 'it-rt', displayName: 'Process Integration Runtime' } as const

interface PlanDefinition {
  readonly description: string
  /** What a client of the plan may call. */
  readonly application: Application
  /** Access-token validity in seconds when the instance says nothing (oauth §1.8). */
  readonly tokenValidity: number
  readonly roles: readonly string[]
}

export const PLANS: Readonly<Record<Plan, PlanDefinition>> = {
  'integration-flow': {
    description: 'Calls of integration flows',
    application: 'iflmap',
    tokenValidity: 3600,
    roles: ['ESBMessaging.send'],
  },
  api: {
    description: 'Calls of the management API',
    application: 'tmn',
    tokenValidity: 43_200,
    roles: [],
  },
}

export const PLAN_NAMES = Object.keys(PLANS) as readonly Plan[]

/** Access-token validity in seconds that an instance may ask for. */
export const TOKEN_VALIDITY = { minimum: 3600, maximum: 86_400 } as const

export const GRANT_TYPES = [
  'client_credentials',
  'authorization_code',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
] as const
