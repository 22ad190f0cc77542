import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { choice, text } from '../../engine/fields.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import type { DataStoreKey } from '../../store/data-stores.ts'

/** Header that names an entry when the step does not, and tells the id that was generated. */
export const ENTRY_ID_HEADER = 'SapDataStoreId'

export const LONGEST_ID = 255
const LONGEST_NAME = 40

export const STORE_FIELDS = {
  storageName: text(
    'storageName',
    'Name of the data store, without blanks and of 40 characters at most; headers and properties may stand in it.',
  ),
  visibility: choice('visibility', 'Whether the flow alone or every flow sees the data store.', ['local', 'global'], 'local'),
}

/** Which data store a step uses, found for every message. Throws `CompileFailure` for a constant name that cannot be. */
export function compileStoreKey(
  { storageName, visibility }: { readonly storageName: string; readonly visibility: 'local' | 'global' },
  context: StepContext,
): (exchange: Exchange) => DataStoreKey {
  const name = attempt(context, 'Data Store Name', () => compileSimpleText(storageName.trim()))
  const flowId = visibility === 'global' ? '' : context.flow.id
  if (!storageName.includes('${')) attempt(context, 'Data Store Name', () => checkName(storageName.trim()))
  return (exchange) => ({ storeName: checkName(name(exchange)), flowId, type: '' })
}

function checkName(name: string): string {
  if (name === '') throw new SluiceError('processing-failed', 'The data store has no name')
  if (/\s/.test(name)) throw new SluiceError('processing-failed', `The name of the data store '${name}' contains blanks`)
  if (name.length > LONGEST_NAME) {
    throw new SluiceError('processing-failed', `The name of the data store '${name}' is longer than ${LONGEST_NAME} characters`)
  }
  return name
}

/** Compiles a part of the step; what is wrong with it is a problem of the step. */
export function attempt<T>(context: StepContext, field: string, compile: () => T): T {
  try {
    return compile()
  } catch (cause) {
    return context.fail('Data Store Operations', `${field}: ${messageOf(cause)}`)
  }
}
