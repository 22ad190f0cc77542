import type { Credentials, OAuth2ClientCredentials } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { SecurityMaterial, SecurityMaterialKind, SecurityMaterialStore } from '../store/security-material.ts'
import type { Vault } from '../store/vault.ts'

/** Security material as flows use it: looked up by alias on every use, so that a change takes effect at once. */
export function storedCredentials(store: SecurityMaterialStore, vault: Vault): Credentials {
  const find = async (alias: string, kind: SecurityMaterialKind, label: string): Promise<SecurityMaterial> => {
    const material = await store.find(alias)
    if (material?.kind !== kind) throw new SluiceError('processing-failed', `There is no ${label} with the name '${alias}'`)
    return material
  }
  return {
    async user(alias) {
      const material = await find(alias, 'user-credential', 'user credential')
      return { user: String(material.fields.user ?? ''), password: vault.decrypt(material.secret) }
    },
    async oauth2ClientCredentials(alias) {
      const material = await find(alias, 'oauth2-client-credential', 'OAuth2 client credential')
      return {
        ...(material.fields as unknown as Omit<OAuth2ClientCredentials, 'clientSecret'>),
        clientSecret: vault.decrypt(material.secret),
      }
    },
    async secureParameter(alias) {
      return vault.decrypt((await find(alias, 'secure-parameter', 'secure parameter')).secret)
    },
  }
}
