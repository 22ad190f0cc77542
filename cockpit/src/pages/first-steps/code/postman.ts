import type { CallSample } from './call-sample.ts'

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/** A collection of the steps that clients do: token, call, and the log with a token of its reader. */
export function postman(sample: CallSample): string {
  const { tokenUrl, clientId, secret, flowUrl, body, logsUrl, reader } = sample
  const collection = {
    info: { name: 'Sluice, first steps', schema: SCHEMA },
    variable: Object.entries({
      tokenUrl,
      clientId,
      clientSecret: secret,
      flowUrl,
      logsUrl,
      readerId: reader.clientId,
      readerSecret: reader.secret,
      token: '',
    }).map(([key, value]) => ({ key, value })),
    item: [
      tokenRequest('Get a token', 'clientId', 'clientSecret'),
      {
        name: 'Call the flow',
        request: {
          method: 'POST',
          url: '{{flowUrl}}',
          auth: bearer,
          header: [{ key: 'Content-Type', value: 'application/json' }],
          body: { mode: 'raw', raw: body },
        },
      },
      tokenRequest('Get a token to read logs', 'readerId', 'readerSecret'),
      { name: 'Read the log', request: { method: 'GET', url: '{{logsUrl}}', auth: bearer, header: [] } },
    ],
  }
  return `${JSON.stringify(collection, null, 2)}\n`
}

const bearer = { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] }

/** Keeps the token for the requests after it. */
function tokenRequest(name: string, id: string, secret: string) {
  const credentials = { username: `{{${id}}}`, password: `{{${secret}}}` }
  const basic = Object.entries(credentials).map(([key, value]) => ({ key, value, type: 'string' }))
  const exec = ["pm.collectionVariables.set('token', pm.response.json().access_token)"]
  return {
    name,
    event: [{ listen: 'test', script: { type: 'text/javascript', exec } }],
    request: { method: 'POST', url: '{{tokenUrl}}', auth: { type: 'basic', basic }, header: [] },
  }
}
