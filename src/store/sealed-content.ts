import type { Vault } from './vault.ts'

/** Content as it is stored of who asked for encryption; text with the vault's means. */
export const sealContent = (content: Uint8Array, vault: Vault): Uint8Array =>
  Buffer.from(vault.encrypt(Buffer.from(content).toString('base64')))

/** The content again. Throws `internal` when it was changed or sealed with another master key. */
export const openContent = (sealed: Uint8Array, vault: Vault): Uint8Array =>
  Buffer.from(vault.decrypt(Buffer.from(sealed).toString()), 'base64')
