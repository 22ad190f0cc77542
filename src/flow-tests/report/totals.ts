import type { TestFileResult } from '../run/test-result.ts'

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Files that cannot be read. */
  readonly broken: number
}

export function totalsOf(files: readonly TestFileResult[]): Totals {
  const count = (status: string) => files.flatMap(({ tests }) => tests).filter((test) => test.status === status).length
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    broken: files.filter(({ problem }) => problem !== undefined).length,
  }
}

/** Whether every test passed or was skipped, and every file could be read. */
export const isGood = ({ failed, broken }: Totals): boolean => failed === 0 && broken === 0

/** `3 passed, 1 failed` */
export function describeTotals({ passed, failed, skipped, broken }: Totals): string {
  return [
    `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`,
    broken > 0 && `${broken} ${broken === 1 ? 'file' : 'files'} cannot be read`,
  ]
    .filter(Boolean)
    .join(', ')
}
