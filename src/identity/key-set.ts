import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { jsonDocument, requireRead } from './json-document.ts'
import { Refusal } from './refusals.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Tenants } from './tenants.ts'

export interface KeySetOptions {
  readonly tenants: Tenants
  readonly keys: SigningKeys
}

/** `/token_keys`: the keys of one tenant, chosen by host, `zid` or `x-zid`, else of all (contract oauth.md §0 no. 4, §1.7). */
export function tokenKeys({ tenants, keys }: KeySetOptions): HttpHandler {
  return async (request) => {
    requireRead(request)
    const published = await Promise.all((await chosen(request, tenants)).map(({ id }) => keys.published(id)))
    return jsonDocument(request, { keys: published.flat() })
  }
}

/** `/token_key`: the active key of the tenant; without a tenant that of the first Cloud Foundry subaccount. */
export function tokenKey({ tenants, keys }: KeySetOptions): HttpHandler {
  return async (request): Promise<HttpResponse> => {
    requireRead(request)
    const subaccounts = await chosen(request, tenants)
    const subaccount = subaccounts.find(({ dialect }) => dialect === 'cloud-foundry') ?? subaccounts[0]
    if (subaccount === undefined) throw new Refusal('tenant-unknown', { value: '' })
    const [active] = await keys.published(subaccount.id)
    return jsonDocument(request, active)
  }
}

async function chosen(request: HttpRequest, tenants: Tenants): Promise<readonly Subaccount[]> {
  const named = await tenants.named(request, zidOf(request))
  return named ? [named] : tenants.all()
}

/** Two different ones are two tenants, whichever a reader would pick. */
function zidOf({ query }: HttpRequest): string | undefined {
  const ids = [...new Set(new URLSearchParams(query).getAll('zid'))]
  if (ids.length > 1) throw new Refusal('tenant-conflict', { value: ids[0]?.slice(0, 100) })
  return ids[0]
}
