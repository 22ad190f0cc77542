import { defineReceiver } from '../engine/define-adapter.ts'
import { text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'

export default defineReceiver({
  adapter: 'ProcessDirect',
  label: 'ProcessDirect receiver',
  doc: 'Sends the message to another flow of the tenant and goes on with its answer.',
  acceptsStreams: true,
  fields: {
    address: text('address', 'Address of the other flow; may hold Simple expressions'),
  },
  compile(config, context) {
    if (config.address.trim() === '') context.fail('ProcessDirect address', 'It is empty')
    const addressOf = compileSimpleText(config.address)
    const { services } = context.flow
    return (exchange) => {
      const address = addressOf(exchange).trim()
      if (address === '')
        throw new SluiceError('processing-failed', `The ProcessDirect address ${config.address} is empty for this message`)
      return services.sendProcessDirect(address, exchange)
    }
  },
})
