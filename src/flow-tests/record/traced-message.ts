/** A message with what was traced of it. */
export interface TracedMessage {
  readonly guid: string
  /** ISO 8601. */
  readonly start: string
  readonly status: string
  /** Why it failed; empty when it did not. */
  readonly error: string
  readonly customHeaders: readonly { readonly name: string; readonly value: string }[]
  /** In the order in which they began. */
  readonly steps: readonly TracedStep[]
}

export interface TracedStep {
  /** Position among all steps. */
  readonly number: number
  /** Id of the element. */
  readonly element: string
  readonly branch: string
  /** Why it failed; empty when it did not. */
  readonly error: string
  /** The message before the step and, at the last step, at its end. Empty when nothing was traced. */
  readonly states: readonly TracedState[]
}

export interface TracedState {
  readonly headers: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, string>>
  readonly body: string
}

/** The message when it had ended; `undefined` when that was not traced. */
export function finalState({ steps }: TracedMessage): TracedState | undefined {
  return steps.at(-1)?.states.at(-1)
}

/** The message after a step, as the next step of its branch found it; `undefined` when that was not traced. */
export function stateAfter({ steps }: TracedMessage, step: TracedStep): TracedState | undefined {
  const next = steps.find(({ number, branch }) => number > step.number && branch === step.branch)
  if (next) return next.states[0]
  return step === steps.at(-1) ? step.states[1] : undefined
}
