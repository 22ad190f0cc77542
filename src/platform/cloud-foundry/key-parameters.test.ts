import { expect, test } from 'vitest'
import { checkKeyParameters } from './key-parameters.ts'

const CERTIFICATE = { 'key-type': 'certificate' }
const EXTERNAL = { 'key-type': 'certificate_external' }

test.each([
  [CERTIFICATE, { ...CERTIFICATE, validity: 365, 'key-length': 2048 }],
  [
    { ...CERTIFICATE, validity: 1, 'key-length': 4096 },
    { ...CERTIFICATE, validity: 1, 'key-length': 4096 },
  ],
  [
    { ...EXTERNAL, 'X.509': 'x' },
    { ...EXTERNAL, 'X.509': 'x', 'pin-certificate': true },
  ],
])('%j is a key with a certificate', (parameters, accepted) => {
  expect(checkKeyParameters(parameters)).toEqual(accepted)
})

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
  [
    { 'key-type': 'x509' },
    'bad-request',
    "Parameter 'key-type' must be one of clientid_secret, certificate, certificate_external, not 'x509'",
  ],
  [{ ...CERTIFICATE, validity: 0 }, 'bad-request', "Parameter 'validity' must be a whole number of days from 1 to 365"],
  [{ ...CERTIFICATE, validity: 366 }, 'bad-request', "Parameter 'validity' must be a whole number of days from 1 to 365"],
  [{ ...CERTIFICATE, validity: 1.5 }, 'bad-request', "Parameter 'validity' must be a whole number of days from 1 to 365"],
  [{ ...CERTIFICATE, validity: '30' }, 'bad-request', "Parameter 'validity' must be a whole number of days from 1 to 365"],
  [{ ...CERTIFICATE, 'key-length': 1024 }, 'bad-request', "Parameter 'key-length' must be 2048 or 4096"],
  [{ ...CERTIFICATE, 'X.509': 'x' }, 'bad-request', "Unknown parameter 'X.509' for a key of type certificate"],
  [EXTERNAL, 'bad-request', "Parameter 'X.509' must be a certificate in PEM"],
  [{ ...EXTERNAL, 'X.509': 'x', 'pin-certificate': 'no' }, 'bad-request', "Parameter 'pin-certificate' must be true or false"],
  [{ ...EXTERNAL, 'X.509': 'x', validity: 3 }, 'bad-request', "Unknown parameter 'validity' for a key of type certificate_external"],
])('%j is refused', (parameters, code, message) => {
  expect(() => checkKeyParameters(parameters)).toThrow(expect.objectContaining({ code, message }))
})
