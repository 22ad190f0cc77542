import { type AdapterContext, defineSender, type HttpTrigger } from '../engine/define-adapter.ts'
import { choice, flag, integer, table, text } from '../engine/fields.ts'
import type { Row } from '../iflow/table.ts'
import { compileAllowedHeaders } from './http/allowed-headers.ts'
import { answer, failureAnswer } from './http/answer.ts'
import { parseEndpointAddress } from './http/endpoint-address.ts'
import { receiveMessage } from './http/inbound-message.ts'

const MEGABYTE = 1024 * 1024

export default defineSender({
  adapter: 'HTTPS',
  label: 'HTTPS sender',
  doc: 'Starts the flow with a call of its address below /http and answers with the final message.',
  limits: 'Calls without authorization (NoAuthorization) and cross-origin resource sharing are refused at deployment.',
  fields: {
    address: text('urlPath', 'Address below /http; /* at the end serves everything below it'),
    authorization: choice('senderAuthType', 'How a caller is authorised', ['RoleBased', 'ClientCertificate'], 'RoleBased'),
    role: text('userRole', 'Role that a caller needs', 'ESBMessaging.send'),
    clientCertificates: table('clientCertificates', 'Subject and issuer of the certificates that may call'),
    csrfProtected: flag('xsrfProtection', 'Modifying calls need a CSRF token', true),
    maximumBodySize: integer('maximumBodySize', 'Largest body in megabytes', 40),
  },
  compile(config, context): HttpTrigger {
    const byCertificate = config.authorization === 'ClientCertificate'
    const clientCertificates = byCertificate ? config.clientCertificates.map(certificateOf) : []
    if (byCertificate && clientCertificates.length === 0) context.fail('Client certificate authorization', 'clientCertificates lists none')
    if (context.flow.properties.get('corsEnabled')?.trim().toLowerCase() === 'true') {
      context.fail('CORS', 'Calls of other origins (corsEnabled) are not supported')
    }
    if (config.maximumBodySize < 1) context.fail('Maximum body size', 'maximumBodySize must be at least 1 MB')
    const rules = {
      mount: '/http',
      ...parseEndpointAddress(config.address),
      allowed: compileAllowedHeaders(context.flow.properties.get('allowedHeaderList') ?? ''),
      maximumBodySize: config.maximumBodySize * MEGABYTE,
    } as const
    const returnException = returnsException(context)
    return {
      kind: 'http',
      mount: rules.mount,
      address: rules.address,
      wildcard: rules.wildcard,
      protocol: 'REST',
      role: byCertificate ? undefined : config.role,
      clientCertificates,
      csrfProtected: config.csrfProtected,
      maximumBodySize: rules.maximumBodySize,
      receive: (request, exchange) => receiveMessage(request, exchange, rules),
      respond: answer,
      respondFailure: (error, exchange) => failureAnswer(error, exchange, returnException),
    }
  },
})

function certificateOf(row: Row): { subjectDn: string; issuerDn: string } {
  return { subjectDn: row['clientCertificate.subjectDN'] ?? row['0'] ?? '', issuerDn: row['clientCertificate.issuerDN'] ?? row['1'] ?? '' }
}

const returnsException = (context: AdapterContext): boolean =>
  context.flow.properties.get('returnExceptionToSender')?.trim().toLowerCase() === 'true'
