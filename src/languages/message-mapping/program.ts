import type { CompiledScript } from '../../engine/services.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Brick, FunctionBrick, Input } from './brick.ts'
import { STANDARD_FUNCTIONS } from './functions/index.ts'
import type { Queue } from './queue.ts'
import type { MappingRun } from './run.ts'
import type { SourceTree } from './source/source-tree.ts'
import { callUserFunction } from './user-function.ts'

/** Makes the queues of one brick: of a source field or standard function one, of a script function one for each output. */
type Instruction = (results: Results, run: MappingRun) => readonly Queue[] | Promise<readonly Queue[]>

interface Results {
  /** The queues of the source fields. */
  readonly fields: readonly Queue[]
  /** The queues of the instructions so far. */
  readonly queues: (readonly Queue[])[]
}

/** Finds the script of a function library. Throws `deploy-failed` when it is missing or broken. */
export type FindScript = (library: string) => Promise<CompiledScript>

/** A compiled brick: the number of its instruction and how many queues that makes. */
interface Compiled {
  readonly number: number
  readonly outputs: number
}

type ReadQueue = (queues: readonly (readonly Queue[])[]) => Queue

/** The bricks of a mapping in an order in which each comes after those that it uses; a brick that several use runs once. */
export class Program {
  readonly #source: SourceTree
  readonly #findScript: FindScript
  readonly #instructions: Instruction[] = []
  readonly #compiled = new Map<Brick, Promise<Compiled>>()

  constructor(source: SourceTree, findScript: FindScript) {
    this.#source = source
    this.#findScript = findScript
  }

  /** Adds what a target is made of. Throws `deploy-failed` naming the function that is unknown or wrong. */
  add(input: Input): Promise<ReadQueue> {
    return this.#input(input, true)
  }

  /** Runs every instruction. Throws `processing-failed` when a script function fails. */
  async run(fields: readonly Queue[], run: MappingRun): Promise<readonly (readonly Queue[])[]> {
    const results: Results = { fields, queues: [] }
    for (const instruction of this.#instructions) {
      const queues = instruction(results, run)
      results.queues.push(queues instanceof Promise ? await queues : queues)
    }
    return results.queues
  }

  async #input({ brick, output }: Input, feedsTarget: boolean): Promise<ReadQueue> {
    const { number, outputs } = await this.#compile(brick, feedsTarget)
    if (output >= outputs)
      fail(`${nameOf(brick)} has ${outputs} ${outputs === 1 ? 'output' : 'outputs'}, but its output ${output + 1} is used`)
    return (queues) => queues[number]![output]!
  }

  /** The first use decides whether a brick feeds a target. */
  #compile(brick: Brick, feedsTarget: boolean): Promise<Compiled> {
    const known = this.#compiled.get(brick)
    if (known) return known
    const compiled = this.#instruction(brick, feedsTarget).then(([instruction, outputs]) => ({
      number: this.#instructions.push(instruction) - 1,
      outputs,
    }))
    this.#compiled.set(brick, compiled)
    return compiled
  }

  async #instruction(brick: Brick, feedsTarget: boolean): Promise<[Instruction, outputs: number]> {
    if (brick.kind === 'function') return brick.library === '' ? [await this.#standard(brick, feedsTarget), 1] : this.#scripted(brick)
    const field = this.#source.add(brick)
    return [({ fields }) => [fields[field]!], 1]
  }

  async #standard(brick: FunctionBrick, feedsTarget: boolean): Promise<Instruction> {
    const definition = STANDARD_FUNCTIONS.get(brick.name) ?? fail(`The function ${brick.name} is not known`)
    const connected = brick.inputs.length
    if (connected !== definition.inputs) fail(`The function ${brick.name} needs ${definition.inputs} inputs; ${connected} are connected`)
    const compute = definition.compile(brick.parameters, feedsTarget)
    const read = await this.#inputs(brick)
    return (results, run) => {
      const queue = compute(read(results), run)
      return queue instanceof Promise ? queue.then((each) => [each]) : [queue]
    }
  }

  async #scripted(brick: FunctionBrick): Promise<[Instruction, outputs: number]> {
    const script = await this.#findScript(brick.library)
    const callee = await script.mappingFunction(brick.name, brick.inputs.length)
    const read = await this.#inputs(brick)
    return [(results, run) => callUserFunction(callee, read(results), run), Math.max(1, callee.outputs)]
  }

  async #inputs({ inputs }: FunctionBrick): Promise<(results: Results) => Queue[]> {
    const readers: ReadQueue[] = []
    for (const input of inputs) readers.push(await this.#input(input, false))
    return ({ queues }) => readers.map((read) => read(queues))
  }
}

const nameOf = (brick: Brick): string => (brick.kind === 'function' ? `The function ${brick.name}` : `The source field ${brick.path}`)

function fail(reason: string): never {
  throw new SluiceError('deploy-failed', reason)
}
