import { Breadcrumbs, BreadcrumbsItem } from '@ui5/webcomponents-react'
import { useHref, useNavigate } from 'react-router'

/** A page above another. */
export interface Parent {
  readonly text: string
  /** Below the cockpit's own address. */
  readonly path: string
}

/** The way back up. */
export function Parents({ pages }: { readonly pages: readonly Parent[] }) {
  const navigate = useNavigate()
  const root = useHref('/').replace(/\/$/, '')
  return (
    <Breadcrumbs
      design="NoCurrentPage"
      onItemClick={(event) => {
        const { path } = event.detail.item.dataset
        event.preventDefault()
        if (path !== undefined) navigate(path)
      }}
    >
      {pages.map(({ text, path }) => (
        <BreadcrumbsItem key={path} href={root + path} data-path={path}>
          {text}
        </BreadcrumbsItem>
      ))}
    </Breadcrumbs>
  )
}
