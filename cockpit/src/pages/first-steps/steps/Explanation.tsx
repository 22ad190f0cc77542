import { MessageStrip } from '@ui5/webcomponents-react'
import { admin } from '../../../api/admin.ts'
import { useData } from '../../../components/use-data.ts'

/** Why a call was refused and what fixes it; nothing when it failed for another reason. */
export function Explanation({ requestId }: { readonly requestId: string }) {
  const { data } = useData(() => admin('GET /refusals/{requestId}', { params: { requestId } }), [requestId])
  if (data === undefined) return null
  return (
    <MessageStrip design="Critical" hideCloseButton>
      {data.happened} {data.remedy}
    </MessageStrip>
  )
}
