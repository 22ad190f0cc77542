import { badQuery } from './cloud-foundry-error.ts'
import type { Resource } from './resource.ts'

const LARGEST_PAGE = 5000

/** One page of a list with the links to the others; a page behind the last is empty. Throws `CF-BadQueryParameter`. */
export function paginate(resources: readonly Resource[], query: URLSearchParams, url: string) {
  const page = wholeNumber(query.get('page') ?? '1')
  const perPage = wholeNumber(query.get('per_page') ?? '50')
  if (page === undefined || page < 1) throw badQuery('Page must be greater than 0')
  if (perPage === undefined || perPage < 1 || perPage > LARGEST_PAGE) throw badQuery(`Per page must be between 1 and ${LARGEST_PAGE}`)
  const pages = Math.max(1, Math.ceil(resources.length / perPage))
  const link = (number: number) => ({ href: `${url}?${pageQuery(query, number, perPage)}` })
  return {
    pagination: {
      total_results: resources.length,
      total_pages: pages,
      first: link(1),
      last: link(pages),
      next: page < pages ? link(page + 1) : null,
      previous: page > 1 ? link(page - 1) : null,
    },
    resources: resources.slice((page - 1) * perPage, page * perPage),
  }
}

const wholeNumber = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)

function pageQuery(query: URLSearchParams, page: number, perPage: number): string {
  const others = [...query].filter(([name]) => name !== 'page' && name !== 'per_page')
  return new URLSearchParams([...others, ['page', String(page)], ['per_page', String(perPage)]]).toString()
}
