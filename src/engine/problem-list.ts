import { SluiceError } from '../kernel/errors.ts'
import { CompileFailure } from './errors.ts'
import type { Problem } from './plan.ts'

/** An element of the flow as problems name it. */
interface Element {
  readonly id: string
  readonly name: string
}

/** Collects what is wrong with a flow while it is compiled, so that all of it can be told at once. */
export class ProblemList {
  readonly all: Problem[] = []

  add(element: Element, construct: string, reason: string): void {
    this.all.push({ element: element.name ? `${element.id} (${element.name})` : element.id, construct, reason })
  }

  /** What the action returns; nothing when it found a mistake in the element, which is kept. Defects are thrown on. */
  async attempt<T>(element: Element, construct: string, action: () => Promise<T> | T): Promise<T | undefined> {
    try {
      return await action()
    } catch (thrown) {
      if (!(thrown instanceof SluiceError)) throw thrown
      this.add(element, thrown instanceof CompileFailure ? thrown.construct : construct, thrown.message)
      return undefined
    }
  }
}
