import { z } from 'zod'
import { DIALECTS } from '../../identity/dialects/index.ts'
import { metadataPath } from '../../identity/discovery.ts'
import { INTROSPECTION_PATH, REVOCATION_PATH } from '../../identity/token-services/index.ts'
import type { Dialect, Subaccount } from '../../store/subaccounts.ts'
import { API_TOKEN_PATH } from '../neo/api-tokens.ts'
import type { Subaccounts } from '../subaccounts.ts'
import { dialect } from './fields.ts'
import { type Route, route } from './route.ts'

const subaccountView = z.strictObject({
  id: z.string(),
  subdomain: z.string(),
  dialect,
  displayName: z.string(),
  tokenUrl: z.string(),
  oauthUrls: z.strictObject({
    token: z.string(),
    /** Neo only. */
    apiToken: z.string().nullable(),
    introspection: z.string(),
    revocation: z.string(),
    keys: z.string(),
    metadata: z.string(),
  }),
})

export type SubaccountView = z.output<typeof subaccountView>

export interface SubaccountRouteParts {
  readonly subaccounts: Subaccounts
  /** Full URLs of the token endpoints. */
  readonly tokenUrls: () => { readonly neo: string; readonly cloudFoundry: string }
}

export function subaccountRoutes({ subaccounts, tokenUrls }: SubaccountRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/subaccounts',
      summary: 'The subaccounts with their token endpoints',
      answer: z.array(subaccountView),
      handle: async () => [view(subaccounts.neo, tokenUrls().neo), view(subaccounts.cloudFoundry, tokenUrls().cloudFoundry)],
    }),
  ]
}

function view({ id, subdomain, dialect, displayName }: Subaccount, tokenUrl: string): SubaccountView {
  return { id, subdomain, dialect, displayName, tokenUrl, oauthUrls: oauthUrls(dialect, tokenUrl) }
}

/** All on the origin of the subaccount. */
function oauthUrls(dialect: Dialect, token: string): SubaccountView['oauthUrls'] {
  const { origin } = new URL(token)
  return {
    token,
    apiToken: dialect === 'neo' ? origin + API_TOKEN_PATH : null,
    introspection: origin + INTROSPECTION_PATH,
    revocation: origin + REVOCATION_PATH,
    keys: `${origin}/token_keys`,
    metadata: origin + metadataPath(DIALECTS[dialect]),
  }
}
