import { EXAMPLE_BODY, logsUrl, tokenRequestUrl } from '../scenario/calls.ts'
import type { Scene } from '../use-scene.ts'

/** What code to copy is filled with. */
export interface CallSample {
  /** With the grant type in its query. */
  readonly tokenUrl: string
  readonly clientId: string
  readonly secret: string
  readonly flowUrl: string
  readonly body: string
  readonly logsUrl: string
  readonly reader: { readonly clientId: string; readonly secret: string }
}

/** Stands where a value is not known. */
export const PLACEHOLDER = { clientId: '<client id>', secret: '<secret>', flowUrl: '<flow URL>' } as const

export function callSample({ tokenUrl, clients, credentials, endpoint }: Scene): CallSample {
  const of = (purpose: 'send' | 'read') => ({
    clientId: credentials[purpose]?.clientId ?? clients[purpose]?.clientId ?? PLACEHOLDER.clientId,
    secret: credentials[purpose]?.secret ?? PLACEHOLDER.secret,
  })
  return {
    tokenUrl: tokenRequestUrl(tokenUrl),
    ...of('send'),
    flowUrl: endpoint?.url ?? PLACEHOLDER.flowUrl,
    body: EXAMPLE_BODY,
    logsUrl: logsUrl(endpoint?.artifact ?? ''),
    reader: of('read'),
  }
}
