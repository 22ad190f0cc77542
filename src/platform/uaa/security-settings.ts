import { z } from 'zod'
import { type Route, route } from '../admin/route.ts'
import type { SigningKeyRotation } from '../signing-keys/signing-key-rotation.ts'
import type { Subaccounts } from '../subaccounts.ts'

const change = z.object({
  tokenPolicySettings: z.object({
    keyId: z.string(),
    changeMode: z.enum(['ADD', 'UPDATE', 'DELETE', 'FORCE_UPDATE', 'FORCE_DELETE']),
  }),
})

const settings = z.strictObject({
  tokenPolicySettings: z.strictObject({ activeKeyId: z.string().nullable(), keyIds: z.array(z.string()) }),
})

const PATH = '/sap/rest/authorization/v2/securitySettings'

export interface SecuritySettingsParts {
  readonly signingKeys: SigningKeyRotation
  readonly subaccounts: Subaccounts
}

/** XSUAA's rotation of the signing keys of the Cloud Foundry subaccount (contract oauth.md §1.8). */
export function securitySettingsRoutes({ signingKeys, subaccounts }: SecuritySettingsParts): Route[] {
  const { id } = subaccounts.cloudFoundry
  return [
    route({
      method: 'GET',
      path: PATH,
      summary: 'Signing keys of the subaccount',
      answer: settings,
      handle: () => read(signingKeys, id),
    }),
    route({
      method: 'PATCH',
      path: PATH,
      summary: 'Add, enable or delete a signing key',
      body: change,
      answer: settings,
      handle: async ({ body: { tokenPolicySettings } }) => {
        const { keyId: kid, changeMode } = tokenPolicySettings
        await signingKeys[STEPS[changeMode]](id, { kid, force: changeMode.startsWith('FORCE_') })
        return read(signingKeys, id)
      },
    }),
  ]
}

const STEPS = { ADD: 'add', UPDATE: 'enable', FORCE_UPDATE: 'enable', DELETE: 'delete', FORCE_DELETE: 'delete' } as const

async function read(signingKeys: SigningKeyRotation, subaccountId: string): Promise<z.output<typeof settings>> {
  const keys = await signingKeys.list(subaccountId)
  const activeKeyId = keys.find(({ active }) => active)?.kid ?? null
  return { tokenPolicySettings: { activeKeyId, keyIds: keys.map(({ kid }) => kid) } }
}
