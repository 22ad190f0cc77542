import { expect, test } from 'vitest'
import { content, groovy, https } from '../support/flow.ts'
import { useBench } from './bench.ts'
import { ORDERS, ORDERS_TENANT } from './orders-flow.ts'

const bench = useBench()

const passed = (path: string, ...names: string[]) => ({
  code: 0,
  err: '',
  out: `~/${path}\n${names.map((name) => `  ✓ ${name} (0 ms)\n`).join('')}\n${names.length} passed in 0 ms\n`,
})

test('a call of the sender, stubs, services of scripts, and everything that can be expected', async () => {
  bench.putFlow('orders', ORDERS)
  const finished = await bench.run(
    'orders/orders.test.yaml',
    `${ORDERS_TENANT}
parameters: { Shop: https://test.example/v2 }
tests:
  - name: An order is confirmed
    request:
      headers: { Priority: high, Colour: red }
      body: { xml: '<order id="7"/>' }
    stubs:
      - receiver: Receiver
        method: post
        address: https://test.example/v2/*
        answer: { status: 201, headers: { X-Shop: north }, body: { json: { ok: true, total: 10.0 } } }
    expect:
      status: 201
      headers: { content-type: application/json, X-Shop: north, Colour: { absent: true }, SAP_MessageProcessingLogID: { present: true } }
      body:
        json: { order: '7', answer: { total: 10, ok: true } }
        jsonpath: { $.answer.total: 10, '$..ok': [true], $.none: [] }
        contains: ['"7"', total]
        matches: '^\\{.*\\}$'
      properties: { id: 7, number: '0041', region: EMEA, country: Germany, none: { absent: true } }
      calls:
        Receiver:
          - method: POST
            address: https://test.example/v2/orders?id=7
            headers: { Priority: high, authorization: { matches: ^Basic } }
            body: { xpath: { /order/@id: 7, 'count(//order)': 1, //none: { absent: true } } }
      log:
        status: COMPLETED
        applicationMessageId: 7
        receiver: Receiver
        customHeaders: { Order: 7 }
        properties: { Note: kept }
        attachments: { Answer: { json: { ok: true, total: 10 } } }
      tenant:
        variables: [{ name: last, value: 7 }]
        dataStores: [{ store: Answers, count: 1 }, { store: Answers, id: 7, body: { json: { ok: true, total: 10 } } }, { store: Answers, id: 8, absent: true }]
        numberRanges: { Orders: 42 }
`,
  )
  expect(finished).toEqual(passed('orders/orders.test.yaml', 'An order is confirmed'))
})

test('answers one after the other, faults and errors, in exception subprocesses too', async () => {
  const steps = [
    { activity: 'ExternalCall', channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: 'https://a.example/x', httpMethod: 'GET' } },
  ]
  bench.putFlow('faults', { id: 'Faults', sender: https('/faults'), steps, onError: [content('failed: ${exception.message}')] })
  const fault = (name: string, answer: string, body: string) => `
  - name: ${name}
    stubs: [{ receiver: MessageFlow_Step_1, answer: ${answer} }]
    expect: { body: '${body}' }`
  const finished = await bench.run(
    'faults.test.yaml',
    `tests:${fault('timeout', '{ fault: timeout }', 'failed: Request timeout to a.example:443 after 60000 ms')}
${fault('refused', '{ fault: connection-refused }', 'failed: Connection refused: a.example:443')}
${fault('unknown', '{ fault: unknown-host }', 'failed: The host a.example is not known')}
${fault('broken', '{ fault: connection-broken }', 'failed: The connection to a.example:443 broke: socket hang up')}
${fault('error', '{ error: no way }', 'failed: no way')}
${fault('status', '{ status: 404 }', 'failed: HTTP operation failed invoking https://a.example/x with statusCode: 404')}
`,
  )
  expect(finished).toEqual(passed('faults.test.yaml', 'timeout', 'refused', 'unknown', 'broken', 'error', 'status'))
})

test('a message at the start, at a step, in a local place by name or id', async () => {
  bench.putFlow('steps', {
    id: 'Steps',
    sender: https('/steps'),
    steps: [content('one ${in.body}'), content('two ${in.body} ${header.h} ${property.p}')],
    onError: [content('handled')],
  })
  const finished = await bench.run(
    'steps.test.yaml',
    `tests:
  - name: start
    message: { body: x, headers: { h: 1 }, properties: { p: true } }
    expect: { body: two one x 1 true, headers: { h: 1 } }
  - name: second step by id
    message: { at: Step_2, body: x, headers: { h: 1 }, properties: { p: 2 } }
    expect: { body: two x 1 2 }
  - name: second step by name
    message: { at: Enricher Step_2, headers: { h: a }, properties: { p: b } }
    expect: { body: { text: two  a b } }
  - name: exception subprocess
    message: { at: XStep_1 }
    expect: { body: handled }
  - name: not yet
    skip: waits for the shop
`,
  )
  expect(finished.out).toBe(
    '~/steps.test.yaml\n  ✓ start (0 ms)\n  ✓ second step by id (0 ms)\n  ✓ second step by name (0 ms)\n  ✓ exception subprocess (0 ms)\n  - not yet (skipped: waits for the shop)\n\n4 passed, 1 skipped in 0 ms\n',
  )
})

test('timers start with a message, adapters that are not here are stubs, the clock stands still', async () => {
  const steps = [
    { activity: 'ExternalCall', channel: { ComponentType: 'SFTP', MessageProtocol: 'File' } },
    content("${date:now:yyyy-MM-dd'T'HH:mm} ${in.body} ${header.h} ${property.p}"),
  ]
  bench.putFlow('timer', {
    id: 'Timer',
    timer:
      '<row><cell>triggerType</cell><cell>simple</cell></row><row><cell>noOfSchedules</cell><cell>1</cell></row><row><cell>schedule1</cell><cell>fireNow=true</cell></row>',
    steps,
  })
  const finished = await bench.run(
    'timer.test.yaml',
    `clock: 2026-02-03T04:05:06Z
tests:
  - name: fired
    stubs: [{ receiver: Receiver, answers: [{ body: file, headers: { h: 1 }, properties: { p: 2 } }] }]
    expect: { body: 2026-02-03T04:05 file 1 2, calls: { Receiver: 1 } }
`,
  )
  expect(finished).toEqual(passed('timer.test.yaml', 'fired'))
})

test('ProcessDirect reaches flows of the test, and stubs go before them', async () => {
  const channel = { ComponentType: 'ProcessDirect', address: '/inner' }
  bench.putFlow('outer', {
    id: 'Outer',
    sender: https('/outer'),
    steps: [{ activity: 'ExternalCall', channel }, content('outer ${in.body}')],
  })
  bench.putFlow('inner', {
    id: 'Inner',
    sender: { ComponentType: 'ProcessDirect', address: '/inner' },
    steps: [content('inner ${in.body}')],
  })
  const finished = await bench.run(
    'direct.test.yaml',
    `artifact: outer
with: [inner]
tests:
  - name: real
    request: { body: x, method: put }
    expect: { body: outer inner x, calls: { Receiver: [{ address: /inner, body: x }] } }
  - name: stubbed
    request: { path: /http/outer?a=b, body: x }
    stubs: [{ address: /inner, answer: { body: stub } }]
    expect: { body: outer stub, calls: { Receiver: 1 } }
`,
  )
  expect(finished).toEqual(passed('direct.test.yaml', 'real', 'stubbed'))
})

test('OData: the wire or the whole channel', async () => {
  const channel = {
    ComponentType: 'HCIOData',
    MessageProtocol: 'OData V2',
    address: 'https://o.example/s.svc',
    resourcePath: 'Things',
    operation: 'Query(GET)',
    contentType: 'application/json',
    edmxFilePath: 'edmx/s.edmx',
    isCSRFEnabled: 'false',
  }
  bench.putFlow('odata', {
    id: 'OData',
    sender: https('/odata'),
    steps: [{ activity: 'ExternalCall', channel }],
    resources: { 'edmx/s.edmx': EDMX },
  })
  const finished = await bench.run(
    'odata.test.yaml',
    `tests:
  - name: wire
    request: {}
    stubs: [{ receiver: Receiver, answer: { body: { json: { d: { results: [{ Id: a }] } } } } }]
    expect: { body: { xml: <Things><Things><Id>a</Id></Things></Things> }, calls: { Receiver: [{ method: GET, address: https://o.example/s.svc/Things }] } }
  - name: channel
    request: {}
    stubs: [{ receiver: Receiver, replaceChannel: true, answer: { body: { xml: <Things/> } } }]
    expect: { status: 200, body: { xml: <Things></Things> } }
`,
  )
  expect(finished).toEqual(passed('odata.test.yaml', 'wire', 'channel'))
})

const EDMX = `<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices><Schema Namespace="S" xmlns="http://schemas.microsoft.com/ado/2008/09/edm"><EntityType Name="Thing"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/></EntityType><EntityContainer Name="C"><EntitySet Name="Things" EntityType="S.Thing"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`

test('OAuth2: the token request is a call like any other', async () => {
  const channel = {
    ComponentType: 'HTTP',
    httpAddressWithoutQuery: 'https://a.example/x',
    httpMethod: 'GET',
    authenticationMethod: 'OAuth2 Client Credentials',
    credentialName: 'Api',
    allowedResponseHeaders: '*',
  }
  bench.putFlow('oauth', { id: 'OAuth', sender: https('/oauth'), steps: [{ activity: 'ExternalCall', channel }] })
  const finished = await bench.run(
    'oauth.test.yaml',
    `tenant: { oauth2: { Api: { tokenUrl: https://token.example/t, clientId: me, clientSecret: hidden } } }
stubs: [{ address: https://token.example/t, answer: { body: { json: { access_token: abc, expires_in: 3600 } } } }]
tests:
  - name: token
    request: {}
    stubs: [{ address: https://a.example/x, answer: { body: done } }]
    expect:
      body: done
      calls: { Receiver: [{ method: POST, body: { contains: client_id=me } }, { method: GET, headers: { Authorization: Bearer abc } }] }
`,
  )
  expect(finished).toEqual(passed('oauth.test.yaml', 'token'))
})

test('a script alone: beside the test file, in the artifact, with siblings and another function', async () => {
  bench.put(
    'loose/a.groovy',
    `import com.sap.gateway.ip.core.customdev.util.Message
Message shout(Message message) { message.setBody(message.getBody(String).toUpperCase()); message.setHeader('n', 1 + 1); message }`,
  )
  bench.put('loose/b.js', `function processData(message) { message.setBody('js ' + message.getProperty('p')); return message }`)
  bench.putFlow('scripted', {
    id: 'Scripted',
    sender: https('/s'),
    steps: [groovy('c.groovy')],
    resources: {
      'script/c.groovy': `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) { throw new IllegalStateException('broken ' + message.getHeader('h', String)) }`,
    },
  })
  const finished = await bench.run(
    'loose/scripts.test.yaml',
    `tests:
  - name: function
    script: a.groovy
    function: shout
    message: { body: hello }
    expect: { body: HELLO, headers: { n: 2 } }
  - name: JavaScript
    script: b.js
    message: { properties: { p: x } }
    expect: { body: js x }
  - name: of an artifact, failing
    script: ../scripted/src/main/resources/script/c.groovy
    message: { headers: { h: 7 } }
    expect: { log: { error: { contains: broken 7 } } }
`,
  )
  expect(finished).toEqual(passed('loose/scripts.test.yaml', 'function', 'JavaScript', 'of an artifact, failing'))
  const inside = await bench.run(
    'scripted/c.test.yaml',
    `artifact: .\ntests: [{ name: inside, script: script/c.groovy, expect: { log: { status: FAILED } } }]\n`,
  )
  expect(inside).toEqual(passed('scripted/c.test.yaml', 'inside'))
})

test('a mapping alone', async () => {
  bench.put(
    'maps/a.xsl',
    `<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:param name="p"/><xsl:template match="/"><out p="{$p}"><xsl:value-of select="count(//i)"/></out></xsl:template></xsl:stylesheet>`,
  )
  bench.put('maps/in.xml', '<r><i/><i/></r>')
  bench.put('maps/out.xml', '<?xml version="1.0"?>\n<out p="q">2</out>')
  const finished = await bench.run(
    'maps/xslt.test.yaml',
    `tests: [{ name: stylesheet, mapping: a.xsl, message: { properties: { p: q }, body: { file: in.xml } }, expect: { body: { file: out.xml } } }]\n`,
  )
  expect(finished).toEqual(passed('maps/xslt.test.yaml', 'stylesheet'))
})

test('tests of one file do not see each other', async () => {
  const read = {
    activity: 'DBstorage',
    properties: { operation: 'get', storageName: 'S', visibility: 'global', dataStoreId: 'a', stopOnMissingEntry: 'true', delete: 'true' },
  }
  bench.putFlow('stores', { id: 'Stores', sender: https('/stores'), steps: [read] })
  const names = Array.from({ length: 10 }, (_, index) => `test ${index}`)
  const tests = names.map(
    (name) =>
      `{ name: ${name}, tenant: { dataStores: [{ store: S, id: a, body: ${name} }] }, expect: { body: ${name}, tenant: { dataStores: [{ store: S, count: 0 }] } } }`,
  )
  expect(await bench.run('stores.test.yaml', `tests:\n${tests.map((each) => `  - ${each}\n`).join('')}`)).toEqual(
    passed('stores.test.yaml', ...names),
  )
})
