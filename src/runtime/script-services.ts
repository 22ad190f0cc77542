import type { Keys, Services } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { Keystore, Partners, ScriptServices } from '../languages/script-host/script-services.ts'
import type { KeystoreStore } from '../store/keystore.ts'
import type { PartnerDirectoryStore } from '../store/partner-directory.ts'

/** The tenant as scripts use it: looked up on every use, so that a change takes effect at once. */
export function storedScriptServices(
  { clock, credentials, valueMappings, stores, keys }: Services,
  store: { readonly partnerDirectory: PartnerDirectoryStore; readonly keystore: KeystoreStore },
): ScriptServices {
  const keystore = storedKeystore(store.keystore, keys)
  return { clock, credentials, valueMappings, stores, partners: storedPartners(store.partnerDirectory), keystore }
}

function storedPartners({ stringParameters, binaryParameters, alternativePartners, authorizedUsers }: PartnerDirectoryStore): Partners {
  return {
    text: async (pid, id) => (await stringParameters.find({ pid, id }))?.value,
    binary: (pid, id) => binaryParameters.find({ pid, id }),
    ofAlternative: async (agency, scheme, id) => (await alternativePartners.find({ agency, scheme, id }))?.pid,
    async alternativeOf(agency, scheme, partner) {
      const known = await alternativePartners.query({})
      return known.find((row) => row.agency === agency && row.scheme === scheme && row.pid === partner)?.id
    },
    ofUser: async (user) => (await authorizedUsers.find({ user }))?.pid,
    usersOf: async (partner) => (await authorizedUsers.query({})).filter(({ pid }) => pid === partner).map(({ user }) => user),
  }
}

const storedKeystore = (store: KeystoreStore, keys: Keys): Keystore => ({
  async certificate(alias) {
    const entry = await store.find(alias)
    if (!entry) throw new SluiceError('processing-failed', `There is no keystore entry with the alias '${alias}'`)
    return Buffer.from(entry.chain[0] as string, 'base64')
  },
  privateKey: async (alias) => (await keys.keyPair(alias)).privateKey.export({ format: 'der', type: 'pkcs8' }),
})
