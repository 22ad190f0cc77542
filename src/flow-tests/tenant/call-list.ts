import { SluiceError } from '../../kernel/errors.ts'
import type { StubbedAnswer, StubSketch } from '../format/stub.ts'
import { describeCall, isNamed, type RecordedCall } from './recorded-call.ts'

/** The calls that a test's flows make, answered by its stubs. */
export class CallList {
  readonly calls: RecordedCall[] = []
  /** Calls that nobody expected, with what would answer them. */
  readonly unexpected: { readonly call: RecordedCall; readonly reason: string }[] = []
  readonly #stubs: readonly CountedStub[]

  /** Of several stubs that fit, the first one answers. */
  constructor(stubs: readonly StubSketch[]) {
    this.#stubs = stubs.map((sketch) => ({ sketch, calls: 0 }))
  }

  keep(call: RecordedCall): void {
    this.calls.push(call)
  }

  /** The answer of the first stub that fits; `undefined` when none does. Throws `processing-failed` when it has no answer left. */
  find(call: RecordedCall): StubbedAnswer | undefined {
    const stub = this.#stubs.find(({ sketch }) => fits(sketch, call))
    if (!stub) return undefined
    const { answer, answers = [] } = stub.sketch
    const found = answer ?? answers[stub.calls++]
    return found ?? this.refuse(call, `its stub has ${answers.length} answers, and this is call ${stub.calls}`)
  }

  /** Remembers that nobody expected the call. Throws `processing-failed`. */
  refuse(call: RecordedCall, reason = 'no stub fits'): never {
    this.unexpected.push({ call, reason })
    throw new SluiceError('processing-failed', `Unexpected call: ${describeCall(call)}: ${reason}`)
  }

  /** Keeps the call and finds its answer. Throws `processing-failed` when no stub has one. */
  answer(call: RecordedCall): StubbedAnswer {
    this.keep(call)
    return this.find(call) ?? this.refuse(call)
  }
}

interface CountedStub {
  readonly sketch: StubSketch
  calls: number
}

function fits({ receiver, address, method }: StubSketch, call: RecordedCall): boolean {
  if (receiver !== undefined && !isNamed(call, receiver)) return false
  if (method !== undefined && method.toUpperCase() !== call.method.toUpperCase()) return false
  return address === undefined || addressPattern(address).test(call.address)
}

/** `*` stands for anything. */
const addressPattern = (address: string): RegExp => new RegExp(`^${address.split('*').map(escaped).join('.*')}$`, 's')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
