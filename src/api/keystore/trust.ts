import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { SluiceError } from '../../kernel/errors.ts'
import { badRequest } from '../../odata/failure.ts'
import type { KeystoreEntry } from '../../store/keystore.ts'

/** A chain in order, its own certificate first. Throws `bad-request` when one did not issue the one before it. */
export function orderedChain(certificates: readonly Uint8Array[], matchesKey: (certificate: X509Certificate) => boolean): Uint8Array[] {
  const all = certificates.map((der) => new X509Certificate(der))
  const own = all.find(matchesKey)
  if (own === undefined) throw badRequest('The certificate chain does not fit to the public key.')
  const chain = issuersIn(own, all)
  if (chain.length < new Set(all.map(({ fingerprint256 }) => fingerprint256)).size) {
    throw badRequest('The certificate chain has certificates that did not issue each other.')
  }
  return chain.map(({ raw }) => raw)
}

/** A certificate and those that issued it, as far as they are among the candidates. */
export function issuersIn(own: X509Certificate, candidates: readonly X509Certificate[]): X509Certificate[] {
  const chain = [own]
  for (;;) {
    const last = chain.at(-1)!
    const issuer = candidates.find((candidate) => !chain.some((link) => isSame(link, candidate)) && issued(candidate, last))
    if (issuer === undefined) return chain
    chain.push(issuer)
  }
}

/** Throws `conflict` unless the issuer of the last certificate is known, or the caller vouches for it. */
export function requireTrust(chain: readonly Uint8Array[], entries: readonly KeystoreEntry[], fingerprintVerified: boolean): void {
  if (fingerprintVerified) return
  const top = new X509Certificate(chain.at(-1)!)
  const known = entries.flatMap((entry) => entry.chain.map((der) => new X509Certificate(Buffer.from(der, 'base64'))))
  if (known.some((candidate) => isSame(candidate, top) || issued(candidate, top)) || roots().some((root) => issued(root, top))) return
  throw new SluiceError(
    'conflict',
    `Trust path to the certificate with the SHA-256 fingerprint ${top.fingerprint256} could not be established. ` +
      'Check the fingerprint and repeat the request with fingerprintVerified=true.',
  )
}

const isSame = (a: X509Certificate, b: X509Certificate): boolean => a.fingerprint256 === b.fingerprint256

const issued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

let parsedRoots: X509Certificate[] | undefined

/** The authorities that Node trusts, parsed when first asked for. */
function roots(): readonly X509Certificate[] {
  parsedRoots ??= rootCertificates.map((pem) => new X509Certificate(pem))
  return parsedRoots
}
