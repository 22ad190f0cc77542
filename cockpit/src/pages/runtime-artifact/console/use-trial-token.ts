import { useRef, useState } from 'react'
import { type AdminAnswer, admin } from '../../../api/admin.ts'

export interface TrialToken extends AdminAnswer<'POST /clients/{clientId}/access-tokens'> {
  readonly clientId: string
}

/** A token that ends sooner may end on its way, milliseconds. */
const MARGIN = 30_000

/** Tokens of clients, one at a time; it lives as long as the page. */
export function useTrialToken(): { readonly token: TrialToken | undefined; of(clientId: string): Promise<TrialToken> } {
  const [token, setToken] = useState<TrialToken>()
  const latest = useRef<TrialToken>(undefined)
  return {
    token,
    async of(clientId) {
      const known = latest.current
      if (known?.clientId === clientId && Date.parse(known.expiresAt) > Date.now() + MARGIN) return known
      const issued = { clientId, ...(await admin('POST /clients/{clientId}/access-tokens', { params: { clientId } })) }
      latest.current = issued
      setToken(issued)
      return issued
    },
  }
}
