import { useState } from 'react'
import { messageOf } from '../api/error.ts'

export interface Action {
  readonly busy: boolean
  readonly problem: string | undefined
  /** Runs the work; whatever it throws becomes the problem. Resolves to whether it succeeded. */
  run(work: () => Promise<unknown>): Promise<boolean>
  clear(): void
}

/** One thing at a time that somebody asked for with a button. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  return {
    busy,
    problem,
    clear: () => setProblem(undefined),
    async run(work) {
      setBusy(true)
      setProblem(undefined)
      try {
        await work()
        return true
      } catch (thrown) {
        setProblem(messageOf(thrown))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
