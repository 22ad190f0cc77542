import { expect, test } from 'vitest'
import { content, https } from '../support/flow.ts'
import { useBench } from './bench.ts'
import { ORDERS, ORDERS_TENANT } from './orders-flow.ts'

const bench = useBench()

const echo = (id: string) => bench.putFlow(id, { id, sender: https(`/${id}`), steps: [content('${in.body}')] })

test('every expectation that does not hold is told, with the line of the test', async () => {
  bench.putFlow('orders', ORDERS)
  const finished = await bench.run(
    'orders/orders.test.yaml',
    `${ORDERS_TENANT}
tests:
  - name: wrong
    request: { body: { xml: '<order id="7"/>' } }
    stubs: [{ receiver: Receiver, answers: [{ body: { json: { ok: true } } }] }]
    expect:
      status: 202
      headers: { X-Shop: north }
      body:
        json: { order: '7', answer: { ok: false } }
        jsonpath: { $.answer.none: 1 }
        matches: ^x
      properties: { region: APJ }
      calls:
        Receiver: [{ method: GET, address: { contains: id=8 }, body: { xpath: { /order/@id: 8 } } }]
        Other: 1
      log:
        customHeaders: { Order: '8', None: x }
        properties: { Note: { absent: true } }
        attachments: { Answer: { json: {} }, Other: '' }
      tenant:
        variables: [{ name: last, value: 8 }, { name: none, value: 1 }]
        dataStores: [{ store: Answers, count: 0 }, { store: Answers, id: 7, body: { text: x } }, { store: Answers, id: 8 }, { store: Answers, id: 7, absent: true }]
        numberRanges: { Orders: 41 }
`,
  )
  expect(finished.code).toBe(1)
  expect(finished.err).toBe('sluice: 0 passed, 1 failed\n')
  expect(finished.out).toMatchInlineSnapshot(`
    "~/orders/orders.test.yaml
      ✗ wrong (0 ms)
          custom header Order: is "7", expected "8"  (~/orders/orders.test.yaml:25)
          custom header None: is not there; expected "x"  (~/orders/orders.test.yaml:25)
          log property Note: is there: "kept"  (~/orders/orders.test.yaml:26)
          attachment Answer: differs as JSON  (~/orders/orders.test.yaml:27)
            - {}
            + {
            +   "ok": true
            + }
          attachment Other: is not there; there are Answer  (~/orders/orders.test.yaml:27)
          status: is 200, expected 202  (~/orders/orders.test.yaml:14)
          header X-Shop: is not there; expected "north"  (~/orders/orders.test.yaml:15)
          property region: is "EMEA", expected "APJ"  (~/orders/orders.test.yaml:20)
          body: differs as JSON  (~/orders/orders.test.yaml:17)
              {
                "answer": {
            -     "ok": false
            +     "ok": true
                },
                "order": "7"
            …
          body: does not match /^x/:  (~/orders/orders.test.yaml:19)
            {"order": "7", "answer": {"ok":true}}
          body $.answer.none: finds nothing  (~/orders/orders.test.yaml:18)
            - 1
            + []
          call 1 of Receiver: method: is "POST", expected "GET"  (~/orders/orders.test.yaml:22)
          call 1 of Receiver: address: does not contain "id=8":  (~/orders/orders.test.yaml:22)
            https://shop.example/api/orders?id=7
          call 1 of Receiver: body /order/@id: is "7", expected "8"  (~/orders/orders.test.yaml:22)
          calls of Other: 0 instead of 1; there were POST https://shop.example/api/orders?id=7 to Receiver (channel Receiver, HTTP)  (~/orders/orders.test.yaml:23)
          variable last: is "7", expected "8"  (~/orders/orders.test.yaml:29)
          variable none: is not there; expected "1"  (~/orders/orders.test.yaml:29)
          data store Answers: has 1 entries, expected 0: 7  (~/orders/orders.test.yaml:30)
          data store Answers entry 7: is "{\\"ok\\":true}", expected "x"  (~/orders/orders.test.yaml:30)
          data store Answers entry 8: is not there  (~/orders/orders.test.yaml:30)
          data store Answers entry 7: is there  (~/orders/orders.test.yaml:30)
          number range Orders: is "42", expected "41"  (~/orders/orders.test.yaml:31)
          the message went through: Start → Enricher Step_1 → ExternalCall Step_2 → Receiver → Script Step_3 → DBstorage Step_4 → Variables Step_5 → Enricher Step_6 → End

    0 passed, 1 failed in 0 ms
    "
  `)
})

test('calls that no stub answers, with the stub that would', async () => {
  const channel = { ComponentType: 'HTTP', httpAddressWithoutQuery: 'https://a.example/x', httpMethod: 'DELETE' }
  const call = { activity: 'ExternalCall', channel }
  bench.putFlow('calls', { id: 'Calls', sender: https('/calls'), steps: [call, call], onError: [content('handled')] })
  const finished = await bench.run(
    'calls.test.yaml',
    `tests:
  - name: no stub
    expect: { body: handled }
  - name: too few answers
    message: { at: Step_1 }
    stubs: [{ receiver: Receiver, method: GET, answer: {} }, { receiver: Receiver, answers: [{}] }]
`,
  )
  expect(finished.out).toMatchInlineSnapshot(`
    "~/calls.test.yaml
      ✗ no stub (0 ms)
          unexpected call: DELETE https://a.example/x to Receiver (channel Receiver, HTTP): no stub fits. To answer it, add  (~/calls.test.yaml:2)
              stubs:
              - receiver: "Receiver"
                method: DELETE
                address: "https://a.example/x"
                answer:
                  body: …
          the message went through: Start → ExternalCall Step_1 ✗ → Receiver ✗ → Start → Enricher XStep_1 → End
      ✗ too few answers (0 ms)
          unexpected call: DELETE https://a.example/x to Receiver (channel Receiver, HTTP): its stub has 1 answers, and this is call 2. To answer it, add  (~/calls.test.yaml:6)
              stubs:
              - receiver: "Receiver"
                method: DELETE
                address: "https://a.example/x"
                answer:
                  body: …
          the message went through: Start → ExternalCall Step_1 → Receiver → ExternalCall Step_2 ✗ → Receiver ✗ → Start → Enricher XStep_1 → End

    0 passed, 2 failed in 0 ms
    "
  `)
})

test('a message that fails although nobody expects it, and one that does not fail', async () => {
  bench.putFlow('failing', { id: 'Failing', sender: https('/failing'), steps: [{ activity: 'Filter', properties: { wrapContent: '/a' } }] })
  const finished = await bench.run(
    'failing.test.yaml',
    `tests:
  - name: fails
    message: { body: no XML }
  - name: has the status
    request: { body: no XML }
    expect: { status: 500 }
  - name: does not fail
    message: { body: { xml: <a/> } }
    expect: { log: { error: { present: true } } }
  - name: no call
    expect: { status: 200, log: { status: FAILED } }
`,
  )
  expect(finished.out).toMatchInlineSnapshot(`
    "~/failing.test.yaml
      ✗ fails (0 ms)
          log status: is FAILED, expected COMPLETED  (~/failing.test.yaml:2)
            XPath '/a' needs an XML body. The body is not well-formed XML: Parsing document failed, expected "<"
            In step 'Filter Step_1' (Step_1)
          the message went through: Start → Filter Step_1 ✗
      ✓ has the status (0 ms)
      ✗ does not fail (0 ms)
          log status: is COMPLETED, expected FAILED  (~/failing.test.yaml:9)
          log error: is not there  (~/failing.test.yaml:9)
          the message went through: Start → Filter Step_1 → End
      ✗ no call (0 ms)
          status: there is no HTTP answer: the test begins with a message, not with a request  (~/failing.test.yaml:11)
          the message went through: Start → Filter Step_1 ✗

    1 passed, 3 failed in 0 ms
    "
  `)
})

test('XML and text that differ', async () => {
  echo('echo')
  const finished = await bench.run(
    'echo.test.yaml',
    `tests:
  - name: XML
    message: { body: '<p:a xmlns:p="urn:p"><p:b z="1" y="2">t</p:b><!-- c --></p:a>' }
    expect:
      body:
        xml: <a xmlns="urn:p"><b y="2" z="3">t</b></a>
        namespaces: { q: 'urn:p' }
        xpath: { '/q:a/q:b/@y': 3, '//q:none': x, '//q:b/@*': ['1', '3'], '//@*': 1 }
  - name: what does not count
    message: { body: '<a t="9"><b>1</b><c/></a>' }
    expect: { body: { xml: <a><b>1</b><c/></a>, ignore: [/a/@t] } }
  - name: JSON that does not count
    message: { body: { json: { a: [1, { t: 2 }], t: 3 } } }
    expect: { body: { json: { a: [1, {}] }, ignore: [$..t] } }
  - name: lines
    message: { body: "a\\nb\\nc" }
    expect: { body: "a\\nx\\nc" }
  - name: no JSON
    message: { body: '{' }
    expect: { body: { json: {}, jsonpath: { $: 1 } } }
  - name: bytes
    message: { body: { base64: AAEC } }
    expect: { body: { base64: AAED, empty: true } }
`,
  )
  expect(finished.out).toMatchInlineSnapshot(`
    "~/echo.test.yaml
      ✗ XML (0 ms)
          body: differs as XML  (~/echo.test.yaml:6)
              <a xmlns="urn:p">
            -   <b y="2" z="3">t</b>
            +   <b y="2" z="1">t</b>
              </a>
          body /q:a/q:b/@y: is "2", expected "3"  (~/echo.test.yaml:8)
          body //q:none: is not there; expected "x"  (~/echo.test.yaml:8)
          body //q:b/@*: differs  (~/echo.test.yaml:8)
            + 2
              1
            - 3
          body //@*: finds 2 values, not one: "2", "1"  (~/echo.test.yaml:8)
          the message went through: Start → Enricher Step_1 → End
      ✓ what does not count (0 ms)
      ✓ JSON that does not count (0 ms)
      ✗ lines (0 ms)
          body: differs  (~/echo.test.yaml:17)
              a
            - x
            + b
              c
          the message went through: Start → Enricher Step_1 → End
      ✗ no JSON (0 ms)
          body: is no JSON (Expected property name or '}' in JSON at position 1):  (~/echo.test.yaml:20)
            {
          body $: is no JSON (Expected property name or '}' in JSON at position 1):  (~/echo.test.yaml:20)
            {
          the message went through: Start → Enricher Step_1 → End
      ✗ bytes (0 ms)
          body: has 3 bytes instead of 3; they differ from byte 2 on  (~/echo.test.yaml:23)
          body: is not empty:  (~/echo.test.yaml:23)
            \\u{0}\\u{1}\\u{2}
          the message went through: Start → Enricher Step_1 → End

    2 passed, 4 failed in 0 ms
    "
  `)
})

test('what cannot be run says why', async () => {
  echo('echo')
  bench.put('empty/x.txt', '')
  bench.putFlow('unsupported', { id: 'Unsupported', sender: https('/u'), steps: [{ activity: 'Unknown' }] })
  const finished = await bench.run(
    'obstacles.test.yaml',
    `artifact: echo
tests:
  - { name: parameter, parameters: { None: x } }
  - { name: step, message: { at: Nowhere } }
  - { name: address, request: { path: /http/other } }
  - { name: file, message: { body: { file: none.xml } } }
  - { name: script, script: none.groovy }
  - { name: no script, mapping: META-INF/MANIFEST.MF }
  - { name: XPath, message: { body: <a/> }, expect: { body: { xpath: { '/a[': x } } } }
  - { name: JSONPath, message: { body: '{}' }, expect: { body: { jsonpath: { '$[': x } } } }
  - { name: regular expression, expect: { body: { matches: '(' } } }
`,
  )
  expect(finished.out).toMatchInlineSnapshot(`
    "~/obstacles.test.yaml
      ✗ parameter (0 ms)
          test: There is no externalised parameter "None". The artifact has no parameters  (~/obstacles.test.yaml:3)
      ✗ step (0 ms)
          test: The flow has no step 'Nowhere'. It has Start, Enricher Step_1, End  (~/obstacles.test.yaml:4)
      ✗ address (0 ms)
          test: The flow has no address /http/other. It has /http/echo  (~/obstacles.test.yaml:5)
      ✗ file (0 ms)
          test: ~/none.xml cannot be read: ENOENT: no such file or directory, open '~/none.xml'  (~/obstacles.test.yaml:6)
      ✗ script (0 ms)
          test: echo has no file none.groovy  (~/obstacles.test.yaml:7)
      ✗ no script (0 ms)
          test: echo has no file META-INF/MANIFEST.MF  (~/obstacles.test.yaml:8)
      ✗ XPath (0 ms)
          test: XPath '/a[': Failed to parse script. Expected end of input at position 3  (~/obstacles.test.yaml:9)
      ✗ JSONPath (0 ms)
          test: The JSONPath $[ cannot be read: unclosed bracketed selection ('$[':2)  (~/obstacles.test.yaml:10)
      ✗ regular expression (0 ms)
          test: /(/ is no regular expression  (~/obstacles.test.yaml:11)

    0 passed, 9 failed in 0 ms
    "
  `)
  expect((await bench.run('a.test.yaml', 'artifact: unsupported\ntests: [{ name: a }]\n')).out).toMatchInlineSnapshot(`
    "~/a.test.yaml
      ✗ a (0 ms)
          deployment: the flow cannot run:  (~/a.test.yaml:2)
            Unknown in Step_1 (Unknown Step_1): This step is not supported

    0 passed, 1 failed in 0 ms
    "
  `)
  expect((await bench.run('b.test.yaml', 'artifact: none.zip\ntests: [{ name: a }]\n')).out).toMatchInlineSnapshot(`
    "~/b.test.yaml
      ✗ a (0 ms)
          test: The artifact ~/none.zip cannot be read: ENOENT: no such file or directory, stat '~/none.zip'  (~/b.test.yaml:2)

    0 passed, 1 failed in 0 ms
    "
  `)
  expect((await bench.run('empty/c.test.yaml', 'tests: [{ name: a }]\n')).out).toMatchInlineSnapshot(`
    "~/empty/c.test.yaml
      ✗ a (0 ms)
          test: Say with \`artifact\` what is tested: beside the test file there is none  (~/empty/c.test.yaml:1)

    0 passed, 1 failed in 0 ms
    "
  `)
})

test('a file that is wrong names line and field', async () => {
  const outOf = async (text: string) => (await bench.run('wrong.test.yaml', text)).out
  expect(await outOf('tests: [')).toMatchInlineSnapshot(`
    "~/wrong.test.yaml
      ~/wrong.test.yaml:1: Flow sequence in block collection must be sufficiently indented and end with a ]

    0 passed, 1 file cannot be read in 0 ms
    "
  `)
  expect(await outOf('test: []\n')).toMatchInlineSnapshot(`
    "~/wrong.test.yaml
      ~/wrong.test.yaml:1: tests: Invalid input: expected array, received undefined
      ~/wrong.test.yaml:1: test: there is no such field

    0 passed, 1 file cannot be read in 0 ms
    "
  `)
  expect(
    await outOf(`artifact: x
tests:
  - name: a
    reqest: {}
    stubs:
      - receiver: A
      - answer: { status: 99 }
      - { receiver: A, answer: { fault: slow }, method: 5 }
    message: { body: { json: 1, xml: <a/> } }
    request: {}
    expect:
      status: ok
      body: { jsonn: 1 }
      headers: { A: { contain: x } }
      calls: { A: -1 }
  - expect: 5
`),
  ).toMatchInlineSnapshot(`
    "~/wrong.test.yaml
      ~/wrong.test.yaml:6: tests[0].stubs[0]: needs answer or answers
      ~/wrong.test.yaml:7: tests[0].stubs[1].answer.status: Too small: expected number to be >=100
      ~/wrong.test.yaml:7: tests[0].stubs[1]: needs receiver or address
      ~/wrong.test.yaml:8: tests[0].stubs[2].method: Invalid input: expected string, received number
      ~/wrong.test.yaml:8: tests[0].stubs[2].answer.fault: Invalid option: expected one of "timeout"|"connection-refused"|"unknown-host"|"connection-broken"
      ~/wrong.test.yaml:9: tests[0].message.body: needs one of text, json, xml, file, base64
      ~/wrong.test.yaml:12: tests[0].expect.status: Invalid input: expected number, received string
      ~/wrong.test.yaml:14: tests[0].expect.headers.A.contain: there is no such field
      ~/wrong.test.yaml:14: tests[0].expect.headers.A: needs one of contains, matches, absent, present
      ~/wrong.test.yaml:13: tests[0].expect.body.jsonn: there is no such field
      ~/wrong.test.yaml:13: tests[0].expect.body: needs something to compare with, as json, xml, text, xpath or contains
      ~/wrong.test.yaml:15: tests[0].expect.calls.A: Too small: expected number to be >=0
      ~/wrong.test.yaml:4: tests[0].reqest: there is no such field
      ~/wrong.test.yaml:16: tests[1].name: Invalid input: expected string, received undefined
      ~/wrong.test.yaml:16: tests[1].expect: Invalid input: expected object, received number

    0 passed, 1 file cannot be read in 0 ms
    "
  `)
})
