import { SluiceError } from '../kernel/errors.ts'
import { writeOnly } from '../odata/edm.ts'
import { badRequest } from '../odata/failure.ts'
import { entryProperties, isSet, putEntry, storedChain } from './keystore/keystore-entry.ts'
import { readPkcs12 } from './keystore/pkcs12.ts'
import { requestedAlias } from './keystore/requested-alias.ts'
import { orderedChain, requireTrust } from './keystore/trust.ts'
import { managementSet } from './management-set.ts'

/** Largest PKCS#12 file in bytes. */
const LIMIT = 30_072

/** `KeyPairResources`: `POST` imports a private key and its certificates from a PKCS#12 file. */
export const keyPairResources = managementSet<{ readonly alias: string }>({
  name: 'KeyPairResources',
  type: 'KeyPairResource',
  keys: ['Hexalias'],
  properties: { ...entryProperties, Resource: writeOnly('Edm.Binary'), Password: writeOnly() },
  requires: 'viewMonitoring',
  create: {
    requires: 'editSecurityMaterial',
    async run(body, context, custom) {
      const alias = requestedAlias(body, context)
      const file = body.bytes('Resource')
      if (file === undefined) throw badRequest("Property 'Resource' cannot be empty. Enter a valid value.")
      if (file.length > LIMIT) throw new SluiceError('too-large', `Property 'Resource' is larger than ${LIMIT} bytes.`)
      const { privateKey, certificates } = readPkcs12(file, body.text('Password') ?? '')
      const chain = orderedChain(certificates, (certificate) => certificate.checkPrivateKey(privateKey))
      requireTrust(chain, await context.store.keystore.list(), isSet(custom, 'fingerprintVerified'))
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const entry = { alias, type: 'key-pair', chain: storedChain(chain), privateKey: context.vault.encrypt(pem) } as const
      return putEntry(entry, custom, context)
    },
  },
})
