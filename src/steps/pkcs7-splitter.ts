import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { flag, text } from '../engine/fields.ts'
import { splitSignedData } from './pkcs7-splitter/signed-data.ts'
import type { Items } from './splitter/items.ts'
import { itemBranch, split } from './splitter/split.ts'

/** SAP Help, “Define PKCS#7/CMS Splitter”. */
export default defineStep({
  activity: 'Splitter',
  variant: 'PKCS#7/CMS Signature-Content Splitter',
  label: 'PKCS#7/CMS Splitter',
  doc: 'Splits PKCS#7 signed data into its payload and its signature; the header CamelFileName has the name of each.',
  fields: {
    payloadName: text('tokenValue', 'File name of the payload.'),
    signatureName: text('tokenValue2', 'File name of the signature.'),
    wraps: flag('PK7_WrapContent', 'Whether the signature is wrapped in a ContentInfo.', true),
    payloadFirst: flag('PK7_Payload', 'Whether the payload is the first message.', true),
    encodesPayload: flag('PK7_Base64_Payload', 'Whether the payload is encoded in Base64.', false),
    encodesSignature: flag('PK7_Base64_SIG', 'Whether the signature is encoded in Base64.', false),
  },
  compile(config, context) {
    const branch = itemBranch(context)
    const options = { concurrency: 1, stopOnException: false, streaming: true }
    return (exchange) => {
      const { payload, signature } = splitSignedData(exchange.body.asBytes(), config.wraps)
      const parts = [
        partOf(config.payloadName, payload, config.encodesPayload),
        partOf(config.signatureName, signature, config.encodesSignature),
      ]
      return split(exchange, itemsOf(config.payloadFirst ? parts : parts.reverse()), branch, options)
    }
  },
})

interface Part {
  readonly name: string
  readonly body: Body
}

const partOf = (name: string, content: Uint8Array, encodes: boolean): Part => ({
  name,
  body: encodes ? Body.text(Buffer.from(content).toString('base64')) : Body.bytes(content),
})

const itemsOf = (parts: readonly Part[]): Items => ({
  count: parts.length,
  put(index, message) {
    const { name, body } = parts[index]!
    message.body = body
    if (name !== '') message.headers.set('CamelFileName', name)
  },
})
