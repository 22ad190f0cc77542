import { text, writeOnly } from '../odata/edm.ts'
import { requestProperties } from './keystore/key-generation.ts'
import { isSet, putEntry, storedChain } from './keystore/keystore-entry.ts'
import { sshKeyPair } from './keystore/ssh-key.ts'
import { managementSet } from './management-set.ts'

/** `SSHKeyGenerationRequests`: `POST` keeps an SSH key of the caller, under the alias that its type has. */
export const sshKeyGenerationRequests = managementSet<{ readonly alias: string }>({
  name: 'SSHKeyGenerationRequests',
  type: 'SSHKeyGenerationRequest',
  keys: ['Hexalias'],
  properties: {
    ...requestProperties,
    KeyType: text(() => null),
    KeyAlgorithmParameter: text(() => null),
    SSHFile: writeOnly(),
    Password: writeOnly(),
  },
  requires: 'viewMonitoring',
  create: {
    requires: 'editSecurityMaterial',
    async run(body, context, custom) {
      const { alias, privateKey, certificate } = await sshKeyPair(body, context.clock.now())
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const entry = { alias, type: 'key-pair', chain: storedChain([certificate]), privateKey: context.vault.encrypt(pem) } as const
      const reply = await putEntry(entry, custom, context)
      return isSet(custom, 'returnKeystoreEntries') ? reply : { ...reply, status: 200, row: { alias } }
    },
  },
})
