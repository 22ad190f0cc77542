import type { StepContext } from '../../engine/define-step.ts'
import { type Config, flag, integer, text } from '../../engine/fields.ts'
import { readsBody } from '../../languages/simple/simple.ts'
import type { SplitOptions } from './split.ts'

/** How General and Iterating Splitter process what they split. */
export const PROCESSING_FIELDS = {
  grouping: text('grouping', 'How many items come into one message; a number or a Simple expression.', '1'),
  streaming: flag(
    'Streaming',
    'Whether items are taken one by one: the number of them is told to the last one only, and the body may be larger than memory.',
    true,
  ),
  parallel: flag('ParallelProcessing', 'Processes several messages at the same time.', false),
  threads: integer('SplitterThreads', 'How many at the same time, up to 50.', 10),
  timeout: integer('timeOut', 'Seconds after which parallel messages that are not done count for nothing; 0 for never.', 300),
  stopOnException: flag('StopOnExecution', 'Ends at the first message that fails, instead of going on with the others.', false),
}

/** Whether a body that does not fit into memory can be split: item by item, by settings that do not look at it. */
export const streamsItems = (config: Config<typeof PROCESSING_FIELDS> & { readonly path: string }): boolean =>
  config.streaming && !readsBody(config.path) && !readsBody(config.grouping)

/** Throws through `context.fail`. */
export function splitOptions(config: Config<typeof PROCESSING_FIELDS>, { fail }: StepContext): SplitOptions {
  const { parallel, threads, timeout, stopOnException, streaming } = config
  if (!parallel) return { concurrency: 1, stopOnException, streaming }
  if (threads < 1 || threads > 50) fail('SplitterThreads', `The number of concurrent processes must be 1 to 50, not ${threads}`)
  if (timeout < 0) fail('timeOut', `The timeout must not be negative, but is ${timeout}`)
  return { concurrency: threads, timeout: timeout === 0 ? undefined : timeout * 1000, stopOnException, streaming }
}
