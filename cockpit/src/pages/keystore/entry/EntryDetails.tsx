import { find, related } from '../../../api/odata.ts'
import { DetailHeader } from '../../../components/DetailHeader.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import type { KeystoreName } from '../keystore.ts'
import { Chain } from './Chain.tsx'
import { EntryActions } from './EntryActions.tsx'
import { EntryFacts } from './EntryFacts.tsx'

interface EntryDetailsProps {
  readonly keystore: KeystoreName
  /** The alias in hexadecimal. */
  readonly entry: string
}

/** One entry with its certificates. What can be done with it, can be in the keystore in use. */
export function EntryDetails({ keystore, entry: hexalias }: EntryDetailsProps) {
  const query = useQuery()
  const parameters = { keystoreName: keystore }
  const { data, problem, reload } = useData(async () => {
    const [entry, chain] = await Promise.all([
      find('KeystoreEntries', hexalias, {}, parameters),
      related<'ChainCertificates'>('KeystoreEntries', hexalias, 'ChainCertificates', {}, parameters),
    ])
    return { entry, chain: chain.results }
  }, [hexalias, keystore])
  return (
    <section aria-label={data?.entry.Alias ?? hexalias}>
      <DetailHeader title={data?.entry.Alias ?? ''} onBack={() => query.set({ entry: '' })}>
        {data !== undefined && keystore === 'system' && <EntryActions entry={data.entry} onChanged={reload} />}
      </DetailHeader>
      <Problem text={problem} />
      {data !== undefined && (
        <>
          <EntryFacts entry={data.entry} />
          <Chain chain={data.chain} />
        </>
      )}
    </section>
  )
}
