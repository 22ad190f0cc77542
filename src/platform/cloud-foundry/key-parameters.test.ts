import { expect, test } from 'vitest'
import { checkKeyParameters } from './key-parameters.ts'

test.each([
  [undefined, {}],
  [{}, {}],
  [{ 'key-type': 'clientid_secret' }, { 'key-type': 'clientid_secret' }],
])('%j is a key of type ClientId/Secret', (parameters, accepted) => {
  expect(checkKeyParameters(parameters)).toEqual(accepted)
})

test.each([
  [[], 'bad-request', 'The key parameters must be a JSON object'],
  [null, 'bad-request', 'The key parameters must be a JSON object'],
  [{ validity: 365 }, 'bad-request', "Unknown parameter 'validity' for a key of type clientid_secret"],
  [{ 'key-type': 'x509' }, 'bad-request', "Parameter 'key-type' must be clientid_secret, not 'x509'"],
  [{ 'key-type': 'certificate', validity: 365 }, 'not-supported', 'key-type certificate is not available yet; use clientid_secret'],
  [{ 'key-type': 'certificate_external' }, 'not-supported', 'key-type certificate_external is not available yet; use clientid_secret'],
])('%j is refused', (parameters, code, message) => {
  expect(() => checkKeyParameters(parameters)).toThrow(expect.objectContaining({ code, message }))
})
