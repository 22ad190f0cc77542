import { Tag } from '@ui5/webcomponents-react'

/** How many entries wait for longer than their flow wants. */
export function Overdue({ count }: { readonly count: number }) {
  if (count === 0) return <>0</>
  return (
    <Tag hideStateIcon design="Critical">
      {String(count)}
    </Tag>
  )
}
