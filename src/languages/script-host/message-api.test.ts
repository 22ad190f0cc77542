import { describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { StepError } from '../../engine/errors.ts'
import { Headers } from '../../engine/headers.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { exchangeWith, failureOf, scriptBench } from './fixtures/script-bench.ts'

const { run } = scriptBench()

describe('services', () => {
  const read = (alias: string) =>
    run(`def service = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.securestore.SecureStoreService.class, null)
      def credential = service.getUserCredential('${alias}')
      message.setBody(credential.getUsername() + ':' + new String(credential.getPassword()) + ':' + credential.getPassword().toString())`)

  test('a user credential, whose char[] shows as its characters', async () => {
    expect((await read('BACKEND')).body.asText()).toBe('anna:pässword:pässword')
  })

  test('a secure parameter', async () => {
    expect((await read('API_KEY')).body.asText()).toBe(':k-1:k-1')
  })

  test('an alias that is not deployed', async () => {
    const failure = await failureOf(read('NOPE'))
    expect(failure.message).toBe(
      'javax.script.ScriptException: com.sap.it.api.securestore.exception.SecureStoreException: The credential NOPE is not deployed@ line 3 in script1.groovy',
    )
  })

  test('a service that is not offered is named', async () => {
    const failure = await failureOf(run('com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.ITApi.class, null)'))
    expect(failure.message).toContain('This server does not offer com.sap.it.api.ITApi to scripts')
  })

  test('message.exchange shows the flow, the message and its properties', async () => {
    const exchange = await run(
      `def ex = message.exchange; ex.setProperty('p', 1); message.setBody(ex.getContext().getName() + ' ' + ex.getExchangeId() + ' ' + ex.in.getBody())
      message.setProperty('simple', org.apache.camel.builder.SimpleBuilder.simple('<\${camelId} \${property.p}>').evaluate(ex, String))`,
      exchangeWith(Body.text('b')),
    )
    expect([exchange.body.asText(), exchange.properties.get('simple')]).toEqual(['My_Flow AGUID b', '<My_Flow 1>'])
  })
})

describe('exceptions that a flow caught', () => {
  test('a failed HTTP call shows its getters', async () => {
    const failed = Object.assign(new Error('HTTP operation failed'), {
      name: 'org.apache.camel.component.ahc.AhcOperationFailedException',
      statusCode: 404,
      statusText: 'Not Found',
      url: 'http://x',
      responseBody: '{}',
      responseHeaders: new Headers([['X', 'y']]),
    })
    const exchange = exchangeWith()
    const caught = new StepError({ id: 'S', name: 's' }, failed)
    exchange.properties.set('CamelExceptionCaught', caught)
    await run(
      `def ex = message.getProperties().get('CamelExceptionCaught')
      message.setProperty('seen', [ex.getClass().getCanonicalName(), ex.getStatusCode(), ex.statusText, ex.getResponseBody(), ex.responseHeaders.X, ex.message, ex.url])`,
      exchange,
    )
    expect(exchange.properties.get('seen')).toEqual([
      'org.apache.camel.component.ahc.AhcOperationFailedException',
      404,
      'Not Found',
      '{}',
      'y',
      'HTTP operation failed',
      'http://x',
    ])
    expect(exchange.properties.get('CamelExceptionCaught')).toBe(caught)
  })

  test('the failure of an earlier script is a ScriptException', async () => {
    const exchange = exchangeWith()
    exchange.properties.set(
      'CamelExceptionCaught',
      new StepError({ id: 'S', name: 's' }, await failureOf(run(`throw new Exception('boom')`))),
    )
    await run(`message.setBody(message.getProperty('CamelExceptionCaught').toString())`, exchange)
    expect(exchange.body.asText()).toBe('javax.script.ScriptException: java.lang.Exception: boom@ line 2 in script1.groovy')
  })

  test('any other is an exception with its text', async () => {
    const exchange = exchangeWith()
    exchange.properties.set('CamelExceptionCaught', new SluiceError('processing-failed', 'no route'))
    await run(`def ex = message.getProperty('CamelExceptionCaught'); message.setBody(ex.class.name + ' ' + ex.message)`, exchange)
    expect(exchange.body.asText()).toBe('java.lang.Exception no route')
  })
})
