import type { EncryptedText } from './services.ts'

export type SecurityMaterialKind = 'user-credential' | 'oauth2-client-credential' | 'oauth2-authorization-code' | 'secure-parameter'

/** Credentials that flows use to call other systems. `name` is unique over all kinds. */
export interface SecurityMaterial {
  readonly name: string
  readonly kind: SecurityMaterialKind
  readonly description: string
  /** Everything that may be shown: user, URLs, client id, scope, … */
  readonly fields: Readonly<Record<string, unknown>>
  readonly secret: EncryptedText
  readonly deployedBy: string
  readonly deployedOn: number
}

export interface SecurityMaterialStore {
  create(material: SecurityMaterial): Promise<void>
  update(material: SecurityMaterial): Promise<void>
  delete(name: string): Promise<void>
  find(name: string): Promise<SecurityMaterial | undefined>
  list(kind: SecurityMaterialKind): Promise<SecurityMaterial[]>
}
