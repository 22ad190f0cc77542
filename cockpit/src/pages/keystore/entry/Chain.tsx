import { Title } from '@ui5/webcomponents-react'
import { dateOf, type Entity } from '../../../api/odata.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'

type Link = Entity<'ChainCertificates'>

/** The certificate and those that vouch for it. */
export function Chain({ chain }: { readonly chain: readonly Link[] }) {
  return (
    <>
      <Title level="H3" size="H5">
        {t('keystore.chain')}
      </Title>
      <DataTable
        name={t('keystore.chain')}
        columns={COLUMNS}
        data={{ data: chain, loading: false }}
        keyOf={({ FingerprintSha256 }) => FingerprintSha256 ?? ''}
        empty={t('keystore.noChain')}
      />
    </>
  )
}

const COLUMNS: readonly Column<Link>[] = [
  { header: t('keystore.subjectName'), cell: ({ SubjectDN }) => <strong>{SubjectDN}</strong>, importance: 3 },
  { header: t('keystore.issuer'), cell: ({ IssuerDN }) => IssuerDN, importance: 1 },
  { header: t('keystore.validUntil'), cell: ({ ValidNotAfter }) => timeText(dateOf(ValidNotAfter)), width: '12rem', importance: 2 },
]
