import type { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { decodeText } from '../iflow/xml-file.ts'
import { ediHeaders, type ServiceSegments, serviceSegmentsOf } from '../languages/edi/headers.ts'
import { readInterchange } from '../languages/edi/interchange.ts'
import { openEdiDocument, serviceSegmentsIn } from '../languages/edi/xml/xml-to-interchange.ts'
import { setEdiHeaders } from './edi/set-headers.ts'

/** SAP Help, “Define EDI Extractor”. */
export default defineStep({
  activity: 'EDIExtractor',
  label: 'EDI Extractor',
  doc: 'Sets headers to what an EDIFACT or ASC X12 interchange says of itself, its sender and receiver and its first message.',
  fields: {},
  compile: () => (exchange) => {
    const { body } = exchange
    const text = body.isText ? body.asText() : decodeText(body.asBytes())
    const isXml = text.trimStart().startsWith('<')
    setEdiHeaders(exchange, ediHeaders(isXml ? ofXml(body) : ofText(text)))
    exchange.headers.set('SAP_EDI_Payload_Format', isXml ? 'XML' : 'EDI_FLAT')
  },
})

function ofText(text: string): ServiceSegments {
  const interchange = readInterchange(text)
  const group = interchange.groups[0]
  return serviceSegmentsOf(interchange, group, group?.messages[0])
}

const ofXml = (body: Body): ServiceSegments => serviceSegmentsIn(openEdiDocument(body.asDocument().documentElement!))
