import { expect, test } from 'vitest'
import { changedValues, ownValues } from './recorded-headers.ts'

test('credentials and what the runtime sets are left out', () => {
  const values = {
    ...{ Authorization: 'Basic x', cookie: 'a=b', 'X-API-Key': 'k', clientSecret: 's', access_token: 't', Password: 'p', Masked: '***' },
    ...{ SAP_MessageProcessingLogID: 'g', SAP_MPL_LogLevel_Overall: 'TRACE', CamelHttpMethod: 'POST', SapAuthenticatedUserName: 'u' },
    ...{ Date: 'now', 'Content-Length': '1', SAP_ApplicationID: '7', Priority: 'high' },
  }
  expect(ownValues(values)).toEqual({ SAP_ApplicationID: '7', Priority: 'high' })
})

test('only what was set between two states is of the answer', () => {
  expect(changedValues({ a: '1', b: '2' }, { a: '1', b: '3', c: '4', 'Set-Cookie': 'x' })).toEqual({ b: '3', c: '4' })
})
