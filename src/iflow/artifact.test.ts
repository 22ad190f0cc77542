import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Files } from './archive.ts'
import { readArtifact } from './artifact.ts'
import { readFolder } from './folder.ts'
import type { FlowNode, IflowArtifact, SequenceFlow } from './model.ts'

let files: Files
const IFLW = 'src/main/resources/scenarioflows/integrationflow/Old Name.iflw'

beforeAll(async () => {
  files = await readFolder(join(import.meta.dirname, 'fixtures/order-intake'))
})

const read = (overrides: Record<string, string> = {}): IflowArtifact =>
  readArtifact(files, new Map(Object.entries(overrides))) as IflowArtifact

const withFile = (path: string, content: string): Files => new Map([...files, [path, Buffer.from(content)]])

const flow = (id: string, target: string, rest: Partial<SequenceFlow> = {}): SequenceFlow => ({
  id,
  name: '',
  target,
  condition: undefined,
  conditionKind: 'simple',
  ...rest,
})

function node(
  id: string,
  name: string,
  activity: string,
  properties: Record<string, string>,
  rest: Partial<FlowNode> = {},
): [string, FlowNode] {
  const defaults = { variant: '', version: '', outgoing: [], defaultFlow: undefined, loop: undefined }
  return [id, { id, name, activity, ...defaults, properties: new Map(Object.entries(properties)), ...rest }]
}

const uri = (component: string, version = '1.0.0') => `ctype::FlowstepVariant/cname::${component}/version::${version}`
const elementUri = (component: string, version: string) => `ctype::FlowElementVariant/cname::${component}/version::${version}`

describe('an integration flow', () => {
  it('has its manifest, resources and parameters', () => {
    const { kind, manifest, resources, parameters, unresolvedParameters } = read()
    const { headers, ...identity } = manifest
    expect({ kind, identity, headers: headers.size, resources: [...resources.keys()].sort(), parameters, unresolvedParameters }).toEqual({
      kind: 'integration-flow',
      identity: {
        id: 'com.example.integration.orders.order_intake_from_the_web_shop',
        name: 'Order Intake',
        version: '1.0.3',
        bundleType: 'IntegrationFlow',
      },
      headers: 8,
      resources: ['parameters.prop', 'parameters.propdef', 'scenarioflows/integrationflow/Old Name.iflw', 'script/check.groovy'],
      parameters: [
        { key: 'Sender Address', value: '/orders', dataType: 'xsd:string', required: true, description: 'Path of the endpoint' },
        { key: 'Warehouse Host', value: 'https://warehouse.example.com', dataType: 'xsd:string', required: false, description: '' },
        { key: 'Limit', value: '10', dataType: 'xsd:integer', required: false, description: '' },
        { key: 'Customer Name', value: '&lt;Müller &amp; Söhne&gt;', dataType: 'xsd:string', required: false, description: '' },
        {
          key: 'Schedule',
          value: '<row><cell>triggerType</cell><cell>simple</cell></row><row><cell>schedule1</cell><cell>fireNow=true</cell></row>',
          dataType: 'xsd:string',
          required: false,
          description: '',
        },
        { key: 'Condition', value: '${property.total} &lt; 5', dataType: 'xsd:string', required: false, description: '' },
        { key: 'Not Set', value: '', dataType: 'xsd:string', required: false, description: '' },
      ],
      unresolvedParameters: ['Unknown'],
    })
  })

  it('has its collaboration', () => {
    const { processes, ...rest } = read().model
    expect(rest).toEqual({
      id: 'com.example.integration.orders.order_intake_from_the_web_shop',
      name: 'Order Intake',
      version: '1.0.3',
      description: 'Takes orders in',
      properties: new Map([
        ['returnExceptionToSender', 'false'],
        ['allowedHeaderList', 'X-*'],
        ['namespaceMapping', ''],
      ]),
      participants: new Map([
        ['Participant_1', { id: 'Participant_1', name: 'Shop', type: 'sender', processId: undefined }],
        ['Participant_2', { id: 'Participant_2', name: 'Warehouse', type: 'receiver', processId: undefined }],
        ['Participant_Process_1', { id: 'Participant_Process_1', name: 'Integration Process', type: 'process', processId: 'Process_1' }],
        ['Participant_Process_2', { id: 'Participant_Process_2', name: 'Check', type: 'process', processId: 'Process_2' }],
      ]),
      channels: [
        {
          id: 'MessageFlow_1',
          name: 'HTTPS',
          direction: 'sender',
          adapter: 'HTTPS',
          protocol: 'None',
          system: 'Shop',
          nodeId: 'StartEvent_1',
          properties: new Map([
            ['ComponentType', 'HTTPS'],
            ['direction', 'Sender'],
            ['MessageProtocol', 'None'],
            ['urlPath', '/orders'],
          ]),
        },
        {
          id: 'MessageFlow_2',
          name: 'HTTP',
          direction: 'receiver',
          adapter: 'HTTP',
          protocol: 'None',
          system: 'Warehouse',
          nodeId: 'ServiceTask_1',
          properties: new Map([
            ['ComponentType', 'HTTP'],
            ['direction', 'Receiver'],
            ['MessageProtocol', 'None'],
            ['httpAddressWithoutQuery', 'https://warehouse.example.com/stock'],
          ]),
        },
        {
          id: 'MessageFlow_3',
          name: 'HCIOData',
          direction: 'receiver',
          adapter: 'HCIOData',
          protocol: 'OData V2',
          system: 'Warehouse',
          nodeId: 'ServiceTask_2',
          properties: new Map([
            ['ComponentType', 'HCIOData'],
            ['direction', 'Receiver'],
            ['MessageProtocol', 'OData V2'],
          ]),
        },
      ],
    })
  })

  it('has its processes', () => {
    expect(read().model.processes).toEqual(
      new Map([
        [
          'Process_1',
          {
            id: 'Process_1',
            name: 'Integration Process',
            kind: 'main',
            properties: new Map([
              ['transactionTimeout', '30'],
              ['cmdVariantUri', elementUri('IntegrationProcess', '1.2.1')],
            ]),
            nodes: new Map([
              node(
                'StartEvent_1',
                'Start',
                'MessageStartEvent',
                { cmdVariantUri: uri('MessageStartEvent', '1.0') },
                { version: '1.0', outgoing: [flow('SequenceFlow_1', 'CallActivity_1')] },
              ),
              node(
                'CallActivity_1',
                'Set headers',
                'Enricher',
                {
                  componentVersion: '1.5',
                  activityType: 'Enricher',
                  cmdVariantUri: uri('Enricher', '1.5.1'),
                  headerTable:
                    "<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Value'>&lt;Müller &amp; Söhne&gt;</cell><cell id='Name'>customer</cell></row>",
                  wrapContent: '',
                },
                { version: '1.5', outgoing: [flow('SequenceFlow_2', 'ExclusiveGateway_1')] },
              ),
              node(
                'ExclusiveGateway_1',
                'Small?',
                'ExclusiveGateway',
                { activityType: 'ExclusiveGateway', throwException: 'false' },
                {
                  defaultFlow: 'SequenceFlow_4',
                  outgoing: [
                    flow('SequenceFlow_3', 'ServiceTask_1', { name: 'small', condition: '${property.total} < 5' }),
                    flow('SequenceFlow_5', 'ServiceTask_2', { name: 'xml', condition: "/order/@urgent = 'x'", conditionKind: 'xpath' }),
                    flow('SequenceFlow_4', 'CallActivity_2', { name: 'else', conditionKind: 'xpath' }),
                  ],
                },
              ),
              node(
                'ServiceTask_1',
                'Ask',
                'ExternalCall',
                { componentVersion: '1.0', activityType: 'ExternalCall', cmdVariantUri: uri('ExternalCall', '1.0.4') },
                { version: '1.0', outgoing: [flow('SequenceFlow_6', 'EndEvent_1')] },
              ),
              node(
                'ServiceTask_2',
                'Look up',
                'contentEnricherWithLookup',
                { activityType: 'contentEnricherWithLookup', cmdVariantUri: uri('contentEnricherWithLookup', '1.2.0') },
                { version: '1.2.0', outgoing: [flow('SequenceFlow_7', 'EndEvent_1')] },
              ),
              node(
                'CallActivity_2',
                'Repeat',
                'ProcessCallElement',
                {
                  componentVersion: '1.1',
                  activityType: 'ProcessCallElement',
                  subActivityType: 'LoopingProcess',
                  processId: 'Process_2',
                  cmdVariantUri: uri('LoopingProcess', '1.2.0'),
                },
                {
                  variant: 'LoopingProcess',
                  version: '1.1',
                  outgoing: [flow('SequenceFlow_8', 'EndEvent_1')],
                  loop: { condition: "${property.more} = 'true'", maximum: 10 },
                },
              ),
              node('EndEvent_1', 'End', 'MessageEndEvent', { cmdVariantUri: uri('MessageEndEvent') }, { version: '1.0.0' }),
            ]),
            exceptionSubprocess: {
              id: 'SubProcess_1',
              name: 'Exception Subprocess',
              nodes: new Map([
                node(
                  'StartEvent_2',
                  'Error Start',
                  'StartErrorEvent',
                  { activityType: 'StartErrorEvent', cmdVariantUri: uri('ErrorStartEvent') },
                  { version: '1.0.0', outgoing: [flow('SequenceFlow_9', 'EndEvent_2')] },
                ),
                node('EndEvent_2', 'Escalate', 'EscalationEndEvent', { activityType: 'EscalationEndEvent', ErrorCode: 'Others' }),
              ]),
            },
          },
        ],
        [
          'Process_2',
          {
            id: 'Process_2',
            name: 'Check',
            kind: 'local',
            properties: new Map([
              ['processType', 'directCall'],
              ['cmdVariantUri', elementUri('LocalIntegrationProcess', '1.1.3')],
            ]),
            nodes: new Map([
              node(
                'StartEvent_3',
                'Start 1',
                'StartEvent',
                { activityType: 'StartEvent' },
                { outgoing: [flow('SequenceFlow_10', 'CallActivity_3')] },
              ),
              node(
                'CallActivity_3',
                'check',
                'Script',
                { activityType: 'Script', script: 'check.groovy', note: '{{Unknown}} stays' },
                { variant: 'GroovyScript', outgoing: [flow('SequenceFlow_11', 'EndEvent_3')] },
              ),
              node('EndEvent_3', 'End 1', 'EndEvent', { activityType: 'EndEvent' }),
            ]),
            exceptionSubprocess: undefined,
          },
        ],
        [
          'Process_3',
          {
            id: 'Process_3',
            name: 'Timer',
            kind: 'main',
            properties: new Map(),
            nodes: new Map([
              node(
                'StartEvent_4',
                'Every day',
                'StartTimerEvent',
                {
                  scheduleKey:
                    '<row><cell>triggerType</cell><cell>simple</cell></row><row><cell>schedule1</cell><cell>fireNow=true</cell></row>',
                  componentVersion: '1.3',
                  cmdVariantUri: uri('intermediatetimer'),
                },
                { version: '1.3' },
              ),
            ]),
            exceptionSubprocess: undefined,
          },
        ],
      ]),
    )
  })

  it('takes overrides instead of the values in the file', () => {
    const { parameters, model, unresolvedParameters } = read({
      Limit: '3',
      'Customer Name': 'A<B & "C"',
      Unknown: 'known now',
      'Not Set': 'x',
    })
    expect(
      parameters.filter(({ key }) => ['Limit', 'Customer Name', 'Unknown', 'Not Set'].includes(key)).map(({ key, value }) => [key, value]),
    ).toEqual([
      ['Limit', '3'],
      ['Customer Name', 'A<B & "C"'],
      ['Not Set', 'x'],
      ['Unknown', 'known now'],
    ])
    const main = model.processes.get('Process_1')!.nodes
    expect(main.get('CallActivity_2')!.loop!.maximum).toBe(3)
    expect(main.get('CallActivity_1')!.properties.get('headerTable')).toContain("<cell id='Value'>A&lt;B &amp; &quot;C&quot;</cell>")
    expect(model.processes.get('Process_2')!.nodes.get('CallActivity_3')!.properties.get('note')).toBe('known now stays')
    expect(unresolvedParameters).toEqual([])
  })

  it('refuses an override of an unknown parameter and lists the known ones', () =>
    expect(() => read({ Limits: '3' })).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        message:
          'There is no externalised parameter "Limits". The artifact has Condition, Customer Name, Limit, Not Set, Schedule, Sender Address, Unknown, Warehouse Host',
      }),
    ))

  it('reads CRLF, any prefix and a RESTAPIProvider alike', () => {
    const source = Buffer.from(files.get(IFLW)!).toString()
    const rewritten = withFile(IFLW, source.replaceAll('bpmn2:', 'b:').replaceAll('xmlns:bpmn2', 'xmlns:b').replaceAll('\n', '\r\n'))
    const manifest = Buffer.from(files.get('META-INF/MANIFEST.MF')!).toString().replace('IntegrationFlow', 'RESTAPIProvider')
    const artifact = readArtifact(new Map([...rewritten, ['META-INF/MANIFEST.MF', Buffer.from(manifest)]])) as IflowArtifact
    expect(artifact.model).toEqual(read().model)
  })
})

describe('what is refused', () => {
  const manifest = (type: string) => ['META-INF/MANIFEST.MF', Buffer.from(`Bundle-SymbolicName: x\n${type}`)] as const
  const second = 'src/main/resources/scenarioflows/integrationflow/b.iflw'

  it.each([
    ['no manifest', () => new Map([['a', new Uint8Array()]]), 'The archive has no META-INF/MANIFEST.MF'],
    [
      'an adapter archive',
      () => new Map([['OSGI-INF/SUBSYSTEM.MF', Buffer.from('Subsystem-SymbolicName: x')]]),
      'The archive holds an integration adapter. Custom adapters are Java bundles, which this runtime cannot load.',
    ],
    [
      'another kind',
      () => new Map([manifest('SAP-BundleType: IntegrationAdapter')]),
      'The artifact x has the SAP-BundleType IntegrationAdapter; known are IntegrationFlow, RESTAPIProvider, ScriptCollection, ValueMapping, MessageMapping, FunctionLibraries, ImportedArchives',
    ],
    [
      'no kind',
      () => new Map([manifest('')]),
      'The artifact x has no SAP-BundleType; known are IntegrationFlow, RESTAPIProvider, ScriptCollection, ValueMapping, MessageMapping, FunctionLibraries, ImportedArchives',
    ],
    ['no flow', () => new Map([manifest('SAP-BundleType: IntegrationFlow')]), 'The archive has no .iflw file below src/main/resources/'],
    ['two flows', () => withFile(second, '<a/>'), `The archive has two .iflw files, ${IFLW} and ${second}`],
    ['a document type', () => withFile(IFLW, '<!DOCTYPE a><a/>'), `${IFLW} has a DOCTYPE, which is refused`],
    [
      'broken declarations',
      () => withFile('src/main/resources/parameters.propdef', '<parameters>'),
      expect.stringMatching(/^src\/main\/resources\/parameters\.propdef is not well-formed XML: /),
    ],
  ])('%s', (_, make, message) => expect(() => readArtifact(make())).toThrow(expect.objectContaining({ code: 'bad-request', message })))

  it('no BPMN', () =>
    expect(() => readArtifact(withFile(IFLW, '<a/>'))).toThrow(
      expect.objectContaining({ code: 'deploy-failed', message: 'The .iflw file is no BPMN 2.0 document' }),
    ))
})

describe('companions', () => {
  const companion = (type: string, path: string): Files =>
    new Map([
      ['META-INF/MANIFEST.MF', Buffer.from(`Bundle-SymbolicName: tools\nSAP-BundleType: ${type}`)],
      [path, Buffer.from('content')],
      ['metainfo.prop', Buffer.from('')],
    ])

  it.each([
    ['ScriptCollection', 'script-collection', 'src/main/resources/script/v2/a.groovy', 'script/v2/a.groovy'],
    ['MessageMapping', 'message-mapping', 'src/main/resources/mapping/a.mmap', 'mapping/a.mmap'],
    ['ValueMapping', 'value-mapping', 'value_mapping.xml', 'value_mapping.xml'],
    ['FunctionLibraries', 'function-libraries', 'src/main/resources/a.jar', 'a.jar'],
    ['ImportedArchives', 'imported-archives', 'src/main/resources/a.jar', 'a.jar'],
  ])('%s', (type, kind, path, resource) => {
    const { manifest, ...rest } = readArtifact(companion(type, path))
    expect(manifest.id).toBe('tools')
    expect(rest).toEqual({ kind, resources: new Map([[resource, Buffer.from('content')]]) })
  })

  it('have no parameters', () =>
    expect(() => readArtifact(companion('ScriptCollection', 'a'), new Map([['A', '1']]))).toThrow(
      expect.objectContaining({ message: 'There is no externalised parameter "A". The artifact has no parameters' }),
    ))
})
