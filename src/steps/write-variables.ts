import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, table } from '../engine/fields.ts'
import { storesOf } from '../engine/stores.ts'
import { cellOf, type Row } from '../iflow/table.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { textOf } from '../languages/simple/value.ts'
import { compileSource } from './content-modifier/source.ts'

const RETENTION_DAYS = 400
const DAY = 86_400_000

/** SAP Help, “Define Write Variables”; format document §3.14. Every write begins the retention of 400 days anew. */
export default defineStep({
  activity: 'Variables',
  label: 'Write Variables',
  doc: 'Keeps values beyond the message, for this flow or for every flow, until 400 days after they were written last.',
  fields: {
    variables: table('variable', 'Name, data type, source type, source and scope (`local` or `global`) of each variable.'),
    encrypt: flag('encrypt', 'Stores the values encrypted with the master key of the server.', true),
  },
  compile({ variables, encrypt }, context) {
    const writes = variables.filter((row) => cellOf(row, 'name', 0).trim() !== '').map((row) => compileVariable(row, context))
    const { services } = context.flow
    return async (exchange) => {
      const stores = storesOf(exchange, services)
      for (const evaluate of writes) {
        const updatedAt = services.clock.now()
        const variable = { ...(await evaluate(exchange)), updatedAt, retainUntil: updatedAt + RETENTION_DAYS * DAY }
        await stores.variables.put({ ...variable, ...(encrypt && { encrypted: true }) })
      }
    }
  },
})

type Evaluate = (exchange: Exchange) => Promise<{ readonly name: string; readonly flowId: string; readonly value: string }>

/** In the order that they have in files without ids. */
const CELLS = ['name', 'datatype', 'type', 'value', 'scope']

function compileVariable(row: Row, context: StepContext): Evaluate {
  const [label = '', dataType = '', type = '', value = '', scope = ''] = CELLS.map((id, position) => cellOf(row, id, position).trim())
  const source = compileSource({ type, value, dataType }, { construct: 'Write Variables', subject: `Variable ${label}` }, context)
  const nameOf = compileName(label, context)
  const flowId = scope === 'global' ? '' : context.flow.id
  return async (exchange) => {
    const name = nameOf(exchange)
    if (name === '') throw new SluiceError('processing-failed', `The variable ${label} has no name`)
    return { name, flowId, value: textOf(await source(exchange)) }
  }
}

function compileName(name: string, context: StepContext): (exchange: Exchange) => string {
  try {
    return compileSimpleText(name)
  } catch (cause) {
    return context.fail('Write Variables', `Variable ${name}: ${messageOf(cause)}`)
  }
}
