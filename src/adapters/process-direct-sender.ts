import { defineSender, type ProcessDirectTrigger } from '../engine/define-adapter.ts'
import { text } from '../engine/fields.ts'
import { compileAllowedHeaders } from './http/allowed-headers.ts'

export default defineSender({
  adapter: 'ProcessDirect',
  label: 'ProcessDirect sender',
  doc: 'Starts the flow when another flow of the tenant sends a message to its address.',
  fields: {
    address: text('address', 'Address that other flows send to'),
  },
  compile(config, context): ProcessDirectTrigger {
    const address = config.address.trim()
    if (address === '') context.fail('ProcessDirect address', 'It is empty')
    if (address.includes('${')) context.fail('ProcessDirect address', 'A flow cannot listen on an address with expressions')
    const allowed = compileAllowedHeaders(context.flow.properties.get('allowedHeaderList') ?? '')
    return { kind: 'process-direct', address, accepts: (header) => allowed(header) !== undefined }
  },
})
