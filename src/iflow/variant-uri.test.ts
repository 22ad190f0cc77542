import { expect, it } from 'vitest'
import { parseVariantUri } from './variant-uri.ts'

it.each([
  ['ctype::FlowstepVariant/cname::Enricher/version::1.5.1', { ctype: 'FlowstepVariant', cname: 'Enricher', version: '1.5.1' }],
  [
    'ctype::AdapterVariant/cname::sap:HTTPS/tp::HTTPS/mp::None/direction::Sender/version::1.5.0',
    { ctype: 'AdapterVariant', cname: 'sap:HTTPS', tp: 'HTTPS', mp: 'None', direction: 'Sender', version: '1.5.0' },
  ],
  [
    'ctype::FlowstepVariant/cname::PKCS#7/CMS Signature-Content Splitter/version::1.0.1',
    { ctype: 'FlowstepVariant', cname: 'PKCS#7/CMS Signature-Content Splitter', version: '1.0.1' },
  ],
  ['cname::Base64 Encode', { cname: 'Base64 Encode' }],
  ['', {}],
  ['nonsense', {}],
])('splits %s', (uri, parts) => expect(Object.fromEntries(parseVariantUri(uri))).toEqual(parts))
