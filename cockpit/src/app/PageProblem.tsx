import { useRouteError } from 'react-router'
import { messageOf } from '../api/error.ts'
import { Problem } from '../components/Problem.tsx'

/** What stands in place of a page that failed. */
export function PageProblem() {
  return <Problem text={messageOf(useRouteError())} />
}
