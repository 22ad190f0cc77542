import { X509Certificate } from 'node:crypto'
import { badRequest } from '../../odata/failure.ts'
import type { KeystoreFileEntry } from './keystore-file.ts'
import { type Bag, bagsOf, certificateIn, isCertificate, isKey, privateKeyOf } from './pkcs12.ts'
import { issuersIn } from './trust.ts'

const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
/** Java's mark of a certificate that is an entry by itself and not a part of a chain. */
const TRUSTED = '2.16.840.1.113894.746875.1.1'

/**
 * The key pairs and trusted certificates of a PKCS#12 file that Java wrote as a keystore; an alias is the friendly name. Throws
 * `unsupported-media-type` for what is no PKCS#12, `bad-request` for a wrong password or a key pair without alias or certificate.
 */
export function readPkcs12Entries(file: Uint8Array, password: string): KeystoreFileEntry[] {
  const bags = bagsOf(Buffer.from(file), password)
  const certificates = bags.filter(isCertificate)
  const all = certificates.map((bag) => new X509Certificate(certificateIn(bag)))
  const trusted = certificates.filter(({ attributes }) => attributes.has(TRUSTED))
  return [
    ...bags.filter(isKey).map((bag) => keyPairOf(bag, all, password)),
    ...trusted.map((bag) => ({ alias: aliasOf(bag), certificates: [certificateIn(bag)], privateKey: undefined })),
  ]
}

function keyPairOf(bag: Bag, certificates: readonly X509Certificate[], password: string): KeystoreFileEntry {
  const alias = aliasOf(bag)
  const privateKey = privateKeyOf(bag, password)
  const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey))
  if (own === undefined) throw badRequest(`The private key of the keystore entry "${alias}" has no certificate.`)
  return { alias, privateKey, certificates: issuersIn(own, certificates).map(({ raw }) => raw) }
}

function aliasOf({ attributes }: Bag): string {
  const name = attributes.get(FRIENDLY_NAME)?.content
  if (name === undefined || name.length % 2 === 1)
    throw badRequest('The PKCS#12 file has an entry without a friendly name, which would be its alias.')
  return Buffer.from(name).swap16().toString('utf16le')
}
