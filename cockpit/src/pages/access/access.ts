import type { AdminAnswer } from '../../api/admin.ts'

export type Access = AdminAnswer<'GET /access'>[number]
export type Caller = Access['caller']
export type Target = Access['target']

export interface AccessTable {
  readonly callers: readonly Caller[]
  readonly targets: readonly Target[]
  of(caller: Caller, target: Target): Access | undefined
}

/** The answers of a matrix by caller and target, both in the server's order. */
export function tableOf(answers: readonly Access[]): AccessTable {
  const callers = new Map(answers.map(({ caller }) => [caller.clientId, caller]))
  const targets = new Map(answers.map(({ target }) => [keyOf(target), target]))
  const cells = new Map(answers.map((answer) => [`${answer.caller.clientId}\n${keyOf(answer.target)}`, answer]))
  return {
    callers: [...callers.values()],
    targets: [...targets.values()],
    of: (caller, target) => cells.get(`${caller.clientId}\n${keyOf(target)}`),
  }
}

export const keyOf = ({ kind, name, url }: Target): string => `${kind} ${name} ${url}`
