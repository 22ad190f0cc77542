import { dateOf } from '../../../api/odata.ts'
import { Fact } from '../../../components/Fact.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { isKeyPair, type KeystoreEntry } from '../keystore.ts'
import { ValidityTag } from '../ValidityTag.tsx'

export function EntryFacts({ entry }: { readonly entry: KeystoreEntry }) {
  const { KeyType, KeySize, EllipticCurve, SignatureAlgorithm, SerialNumber, SubjectDN, IssuerDN, FingerprintSha256, Owner } = entry
  return (
    <dl className="facts">
      <Fact name={t('keystore.type')} value={t(isKeyPair(entry) ? 'keystore.keyPair' : 'keystore.certificate')} />
      <Fact name={t('keystore.validity')} value={<ValidityTag entry={entry} />} />
      <Fact name={t('keystore.key')} value={[KeyType, KeySize, EllipticCurve].filter((part) => part !== null).join(' ')} />
      <Fact name={t('keystore.subjectName')} value={SubjectDN} />
      <Fact name={t('keystore.issuer')} value={IssuerDN} />
      <Fact name={t('keystore.serialNumber')} value={SerialNumber} />
      <Fact name={t('keystore.signature')} value={SignatureAlgorithm} />
      <Fact name={t('keystore.owner')} value={Owner} />
      <Fact name={t('keystore.created')} value={`${timeText(dateOf(entry.CreatedTime))}, ${entry.CreatedBy}`} />
      <Fact name={t('keystore.modified')} value={`${timeText(dateOf(entry.LastModifiedTime))}, ${entry.LastModifiedBy}`} />
      <Fact
        name="SHA-256"
        value={<code className="keystore-fingerprint">{FingerprintSha256}</code>}
        {...(FingerprintSha256 !== null && { copy: FingerprintSha256 })}
      />
    </dl>
  )
}
