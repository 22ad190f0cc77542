import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { choice, table } from '../engine/fields.ts'
import { decrypt } from '../languages/openpgp/decrypt.ts'
import { compileUserIds, withUserIds } from './pgp/user-ids.ts'

const SIGNATURES = { no_signature_allowed: 'none', optional: 'optional', required: 'required' } as const

/** SAP Help, “Define PGP Decryptor”. */
export default defineStep({
  activity: 'PgpDecrypt',
  label: 'PGP Decryptor',
  doc: 'Decrypts the body with a key of the secret PGP keyring, and verifies its signature with keys of the public one.',
  fields: {
    signatures: choice(
      'PgpDecryptionSignatureOption',
      'Whether the message is signed: then one of its signatures must be verifiable.',
      ['no_signature_allowed', 'optional', 'required'],
      'no_signature_allowed',
    ),
    senders: table('PgpDecryptionSignerUserIDs', 'User ids, or parts of them, of the keys of expected senders; expressions are possible.'),
  },
  compile({ signatures, senders }, context) {
    const sendersOf = compileUserIds(senders)
    const { keys, clock, bufferLimit } = context.flow.services
    return async (exchange) => {
      const expected = withUserIds(await keys.publicPgpKeys(), sendersOf(exchange))
      const content = await decrypt(exchange.body.asBytes(), {
        secretKeys: await keys.secretPgpKeys(),
        signatures: SIGNATURES[signatures],
        senders: expected.map(({ armored }) => armored),
        time: clock.now(),
        limit: bufferLimit,
      })
      exchange.body = Body.bytes(content)
    }
  },
})
