import { int32 } from '../odata/edm.ts'
import { type CertificateFacts, certificateFacts, certificateProperties } from './keystore/certificate.ts'
import { entryProperties } from './keystore/keystore-entry.ts'
import { managementSet } from './management-set.ts'

interface Link {
  readonly alias: string
  /** DER in base64. */
  readonly der: string
  readonly index: number
  readonly now: number
}

const facts = ({ der }: Link): CertificateFacts => certificateFacts(Buffer.from(der, 'base64'))

const ofCertificate = Object.fromEntries(
  Object.entries(certificateProperties).map(([name, property]) => [
    name,
    'complex' in property ? property : { ...property, of: (link: Link) => property.of({ facts: facts(link), now: link.now }) },
  ]),
)

/** `ChainCertificates` of a keystore entry, its own first; through the entry only. */
export const chainCertificates = managementSet<Link>({
  name: 'ChainCertificates',
  type: 'ChainCertificate',
  keys: ['Hexalias', 'Index'],
  properties: { ...entryProperties, Index: int32(({ index }) => index), ...ofCertificate },
  requires: 'viewMonitoring',
})
