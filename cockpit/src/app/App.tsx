import { useEffect, useState, useSyncExternalStore } from 'react'
import { RouterProvider } from 'react-router/dom'
import { messageOf } from '../api/error.ts'
import { onSession, resume, session } from '../api/session.ts'
import { Problem } from '../components/Problem.tsx'
import { LoginPage } from '../pages/login/LoginPage.tsx'
import { router } from './router.tsx'

/** The cockpit for who is logged in, the log-in for everybody else. */
export function App() {
  const current = useSyncExternalStore(onSession, session)
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    resume().then(
      () => setAsked(true),
      (thrown) => setProblem(messageOf(thrown)),
    )
  }, [])
  if (problem !== undefined) return <Problem text={problem} />
  if (!asked) return null
  return current === undefined ? <LoginPage /> : <RouterProvider router={router} />
}
