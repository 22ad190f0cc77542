import type { Services } from '../../engine/services.ts'
import type { Stores } from '../../engine/stores.ts'

/** What scripts of the tenant can ask for through `ITApiFactory`. */
export interface ScriptServices extends Pick<Services, 'clock' | 'credentials' | 'valueMappings'> {
  readonly stores: Pick<Stores, 'dataStores' | 'numberRanges'>
  readonly partners: Partners
  readonly keystore: Keystore
}

/** The partner directory; what is not in it is `undefined`. */
export interface Partners {
  text(partner: string, id: string): Promise<string | undefined>
  binary(partner: string, id: string): Promise<{ readonly contentType: string; readonly value: Uint8Array } | undefined>
  /** Partner that an agency knows under this id. */
  ofAlternative(agency: string, scheme: string, id: string): Promise<string | undefined>
  /** Id under which an agency knows the partner. */
  alternativeOf(agency: string, scheme: string, partner: string): Promise<string | undefined>
  /** Partner that the user may act as. */
  ofUser(user: string): Promise<string | undefined>
  usersOf(partner: string): Promise<readonly string[]>
}

/** The keystore in use. Each throws `processing-failed` naming the alias when there is no such entry. */
export interface Keystore {
  /** DER. */
  certificate(alias: string): Promise<Uint8Array>
  /** PKCS#8 in DER. */
  privateKey(alias: string): Promise<Uint8Array>
}
