import { Link, type LinkPropTypes } from '@ui5/webcomponents-react'
import type { ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'

interface PageLinkProps extends Pick<LinkPropTypes, 'accessibleName' | 'design'> {
  /** Path below `/cockpit`, with its query. */
  readonly to: string
  readonly children: ReactNode
}

/** A way to another page of the cockpit. It is a real link: the browser can open it in another tab. */
export function PageLink({ to, children, ...link }: PageLinkProps) {
  const navigate = useNavigate()
  return (
    <Link
      {...link}
      href={useHref(to)}
      onClick={(event) => {
        event.stopPropagation()
        const { ctrlKey, metaKey, shiftKey } = event.detail
        if (ctrlKey || metaKey || shiftKey) return
        event.preventDefault()
        navigate(to)
      }}
    >
      {children}
    </Link>
  )
}
