import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Row } from '../../iflow/table.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { canSign } from '../../languages/cms/signature-algorithms.ts'
import type { CmsSigner } from '../../languages/cms/signed-data.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import { readSignatureAlgorithm } from '../signing/signature-algorithm.ts'

/** Ids of the cells of a signer, in their order. */
export interface SignerColumns {
  readonly alias: string
  readonly algorithm: string
  readonly certificates: string
  /** Absent where signatures do not tell their time. */
  readonly time?: string
}

/** Signers of a table, whose cells may come without ids. The key pairs are looked up for each message. */
export function compileSigners(
  rows: readonly Row[],
  columns: SignerColumns,
  context: StepContext,
): (exchange: Exchange) => Promise<CmsSigner[]> {
  const signers = rows.map((row) => compileSigner(row, columns, context))
  if (signers.length === 0) context.fail(CONSTRUCT, 'No private key alias says who signs')
  return (exchange) => Promise.all(signers.map((signer) => signer(exchange)))
}

const CONSTRUCT = 'Signer Parameters'

function compileSigner(row: Row, columns: SignerColumns, context: StepContext): (exchange: Exchange) => Promise<CmsSigner> {
  const cell = (id: string, position: number, fallback: string): string => row[id] || row[position] || fallback
  const aliasText = cell(columns.alias, 0, '') || context.fail(CONSTRUCT, 'A signer has no private key alias')
  const aliasOf = compileSimpleText(aliasText)
  const name = cell(columns.algorithm, 1, 'SHA512/RSA')
  const { digest, keyType } = readSignatureAlgorithm(name) ?? context.fail(CONSTRUCT, `${name} is not supported`)
  if (!canSign(digest, keyType)) context.fail(CONSTRUCT, `${name} is not supported`)
  const includesCertificates = cell(columns.certificates, 2, 'true') === 'true'
  const tellsTime = columns.time !== undefined && cell(columns.time, 3, 'true') === 'true'
  const { keys, clock } = context.flow.services
  return async (exchange) => {
    const alias = aliasOf(exchange).trim()
    const pair = await keys.keyPair(alias)
    if (pair.privateKey.asymmetricKeyType !== keyType) {
      throw new SluiceError('processing-failed', `The key pair '${alias}' does not fit the signature algorithm ${name}`)
    }
    return { ...pair, digest, includesCertificates, signingTime: tellsTime ? clock.now() : undefined }
  }
}
