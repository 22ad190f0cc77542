import { SluiceError } from '../../../kernel/errors.ts'
import type { Parameters } from '../brick.ts'
import { type Context, constant, contextsOf, eachContext, type Queue, queueOf, zip } from '../queue.ts'
import type { MappingRun } from '../run.ts'
import { Failure, isContent, isTrue, NULL, SUPPRESS, textOf, type Value } from '../value.ts'
import { compare as compareNumbers, parseDecimal } from './number.ts'
import { choiceParameter, queueFunction, type StandardFunction, textParameter } from './standard-function.ts'

/** Node functions by the names of the mapping file. */
export const NODE_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  createIf: queueFunction(1, (condition) => zip([condition!], ([tested]) => created(tested!))),
  removeContexts: queueFunction(1, (queue) => (Number.isFinite(queue!.length) ? queueOf([contextsOf(queue!).flat()]) : queue!)),
  replaceValue: {
    inputs: 1,
    compile(parameters) {
      const replacement = textParameter(parameters, 'value')
      return ([queue]) => zip([queue!], ([value]) => (isContent(value!) ? replacement : value!))
    },
  },
  exists: queueFunction(1, (queue) => eachContext([queue!], ([context]) => existing(context!))),
  getHeader: messageValue((run, name) => run.exchange.headers.get(name)),
  getProperty: messageValue((run, name) => run.exchange.properties.get(name)),
  SplitByValue: {
    inputs: 1,
    compile(parameters) {
      const ends = CONTEXT_ENDS[choiceParameter(parameters, 'type', ['eachValue', 'valueChange', 'emptyValue'])]
      return ([queue]) => (Number.isFinite(queue!.length) ? queueOf(contextsOf(queue!).flatMap((context) => split(context, ends))) : queue!)
    },
  },
  collapseContexts: queueFunction(1, (queue) =>
    Number.isFinite(queue!.length)
      ? queueOf([contextsOf(queue!).map((context) => context.find((value) => value !== SUPPRESS) ?? '')])
      : queue!,
  ),
  useOneAsMany: queueFunction(3, (single, many, example) => formatted(repeated(single!, many!), example!, 'useOneAsMany')),
  sort: {
    inputs: 1,
    compile(parameters) {
      const compare = comparator(parameters)
      return ([queue]) => eachContext([queue!], ([context]) => [...context!].sort(compare))
    },
  },
  sortByKey: {
    inputs: 2,
    compile(parameters) {
      const compare = comparator(parameters)
      return ([keys, values]) => eachContext([keys!, values!], ([keyContext, context]) => sortedByKey(keyContext!, context!, compare))
    },
  },
  mapWithDefault: {
    inputs: 1,
    compile(parameters) {
      const fallback = textParameter(parameters, 'default_value')
      return ([queue]) => eachContext([queue!], ([context]) => withDefault(context!, fallback))
    },
  },
  formatByExample: queueFunction(2, (values, example) => formatted(values!, example!, 'formatByExample')),
}

const created = (condition: Value): Value => {
  if (!isContent(condition)) return condition
  return isTrue(textOf(condition)) ? '' : SUPPRESS
}

/** For each value whether it is one; a context without values has one answer. */
const existing = (context: Context): Context => (context.length === 0 ? ['false'] : context.map((value) => String(value !== SUPPRESS)))

/** A header or property by the name that the input gives. */
function messageValue(read: (run: MappingRun, name: string) => unknown): StandardFunction {
  return {
    inputs: 1,
    compile: () => (queues, run) => zip(queues, ([name]) => (isContent(name!) ? messageText(read(run, textOf(name))) : name!)),
  }
}

const messageText = (value: unknown): Value => (value === undefined || value === null ? NULL : String(value))

/** Whether a context ends between two values. */
type ContextEnd = (value: Value, next: Value) => boolean

const CONTEXT_ENDS: Readonly<Record<'eachValue' | 'valueChange' | 'emptyValue', ContextEnd>> = {
  eachValue: () => true,
  valueChange: (value, next) => plain(value) !== plain(next),
  emptyValue: (value) => plain(value) === '',
}

/** The text of a value; other values are only equal to themselves. */
const plain = (value: Value): unknown => (isContent(value) ? textOf(value) : value)

function split(context: Context, ends: ContextEnd): Context[] {
  const contexts: Value[][] = [[]]
  for (const [index, value] of context.entries()) {
    contexts.at(-1)!.push(value)
    if (index < context.length - 1 && ends(value, context[index + 1]!)) contexts.push([])
  }
  return contexts
}

/** The one value of each context of the first queue as often as the same context of the second queue has values. */
function repeated(single: Queue, many: Queue): Queue {
  if (!Number.isFinite(many.length)) return single
  return queueOf(contextsOf(many).map((context, index) => repeat(single.context(index), context.length)))
}

function repeat(single: Context, count: number): Context {
  if (count === 0) return []
  const value = single.length === 1 ? single[0]! : new Failure(useOneAsManyError(single.length))
  return new Array<Value>(count).fill(value)
}

const useOneAsManyError = (found: number): Error =>
  new SluiceError(
    'processing-failed',
    `Too ${found === 0 ? 'few' : 'many'} values in the first queue of the function useOneAsMany: each of its contexts must have one value, and there must be as many as in the second queue`,
  )

/** The values of the first queue in the contexts of the second one. */
function formatted(values: Queue, example: Queue, name: string): Queue {
  if (!Number.isFinite(values.length))
    return Number.isFinite(example.length) ? eachContext([values, example], ([each, shape]) => shape!.map(() => each![0]!)) : values
  const all = contextsOf(values).flat()
  if (!Number.isFinite(example.length)) return queueOf(all.map((value) => [value]))
  let position = 0
  const contexts = contextsOf(example).map((context) => {
    position += context.length
    return all.slice(position - context.length, position)
  })
  if (position === all.length) return queueOf(contexts)
  return constant(
    new Failure(
      new SluiceError(
        'processing-failed',
        `The function ${name} has ${all.length} values to put into contexts of ${position} values: both must be as many`,
      ),
    ),
  )
}

function withDefault(context: Context, fallback: string): Context {
  const values = context.filter((value) => value !== SUPPRESS)
  return values.length === 0 ? [fallback] : values.map((value) => (value === NULL ? fallback : value))
}

type Comparator = (first: Value, second: Value) => number

const COMPARATORS: Readonly<Record<string, (first: string, second: string) => number>> = {
  cs: (first, second) => (first < second ? -1 : first > second ? 1 : 0),
  ci: (first, second) => COMPARATORS.cs!(first.toLowerCase(), second.toLowerCase()),
  num: (first, second) => compareNumbers(parseDecimal(first), parseDecimal(second)),
}

/** Throws `deploy-failed` for an unknown kind of comparison. */
function comparator(parameters: Parameters): Comparator {
  const kind = parameters.get('comparator')?.fields.get('type') ?? 'cs'
  const compare = COMPARATORS[kind.startsWith('n') ? 'num' : kind]
  if (!compare) throw new SluiceError('deploy-failed', `The sort comparator ${kind} is not known`)
  const direction = parameters.get('order')?.fields.get('asc') === 'false' ? -1 : 1
  return (first, second) => (isContent(first) && isContent(second) ? direction * compare(textOf(first), textOf(second)) : 0)
}

function sortedByKey(keys: Context, values: Context, compare: Comparator): Context {
  const pairs = values.map((value, index): { value: Value; key: Value } => ({ value, key: keys[Math.min(index, keys.length - 1)] ?? '' }))
  return pairs.sort((first, second) => compare(first.key, second.key)).map(({ value }) => value)
}
