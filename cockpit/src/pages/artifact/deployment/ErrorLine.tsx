import { Link } from '@ui5/webcomponents-react'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'

/** `Splitter in CallActivity_5 (Split orders): This step is not supported`: the id of the element is the second part. */
const PLACE = /^.+? in (\S+)(?: \(.*?\))?: /

/** One reason why a flow cannot run, with the way to its element. */
export function ErrorLine({ line }: { readonly line: string }) {
  const query = useQuery()
  const element = PLACE.exec(line)?.[1]
  if (element === undefined) return <>{line}</>
  return (
    <>
      {line}{' '}
      <Link accessibleName={t('artifact.showElementNamed', { element })} onClick={() => query.set({ tab: 'diagram', element })}>
        {t('artifact.showElement')}
      </Link>
    </>
  )
}
