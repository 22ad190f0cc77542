import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Store } from '../store/store.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { jsonDocument, requireRead } from './json-document.ts'
import { Refusal } from './refusals.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface KeySetOptions {
  readonly store: Pick<Store, 'subaccounts'>
  readonly keys: SigningKeys
}

/** `/token_keys`: the keys of one tenant, chosen by `zid` or `x-zid`, else of all (contract oauth.md §0 no. 4, §1.7). */
export function tokenKeys({ store, keys }: KeySetOptions): HttpHandler {
  return async (request) => {
    requireRead(request)
    const subaccounts = chosen(request, await store.subaccounts.list())
    const published = await Promise.all(subaccounts.map(({ id }) => keys.published(id)))
    return jsonDocument(request, { keys: published.flat() })
  }
}

/** `/token_key`: the active key of the tenant; without a tenant that of the first Cloud Foundry subaccount. */
export function tokenKey({ store, keys }: KeySetOptions): HttpHandler {
  return async (request): Promise<HttpResponse> => {
    requireRead(request)
    const subaccounts = chosen(request, await store.subaccounts.list())
    const subaccount = subaccounts.find(({ dialect }) => dialect === 'cloud-foundry') ?? subaccounts[0]
    if (subaccount === undefined) throw new Refusal('tenant-unknown', { value: '' })
    const [active] = await keys.published(subaccount.id)
    return jsonDocument(request, active)
  }
}

function chosen(request: HttpRequest, subaccounts: readonly Subaccount[]): readonly Subaccount[] {
  const zid = new URLSearchParams(request.query).get('zid') ?? request.headers['x-zid']
  if (!zid) return subaccounts
  const subaccount = subaccounts.find(({ id }) => id === zid)
  if (subaccount === undefined) throw new Refusal('tenant-unknown', { value: zid.slice(0, 100) })
  return [subaccount]
}
