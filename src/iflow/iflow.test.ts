import { parseXmlDocument } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { readIflow } from './iflow.ts'
import type { FlowNode } from './model.ts'

const manifest = { id: 'flow', name: 'Flow', version: '1.0.0', bundleType: 'IntegrationFlow', headers: new Map() }

/** A flow whose one process has this content. */
const model = (process: string, collaboration = '') =>
  readIflow(
    parseXmlDocument(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ifl="http:///com.sap.ifl.model/Ifl.xsd">
        <collaboration id="C">${collaboration}</collaboration>${process.includes('<process') ? process : `<process id="P">${process}</process>`}
      </definitions>`,
    ),
    manifest,
  )

const properties = (values: Record<string, string>): string => {
  const list = Object.entries(values).map(([key, value]) => `<ifl:property><key>${key}</key><value>${value}</value></ifl:property>`)
  return `<extensionElements>${list.join('')}</extensionElements>`
}

const onlyNode = (element: string): FlowNode => [...model(element).processes.get('P')!.nodes.values()][0]!

describe('activities', () => {
  const step = (values: Record<string, string>, element = 'callActivity', content = '') =>
    `<${element} id="A">${properties(values)}${content}</${element}>`

  it.each([
    ['<startEvent id="A"/>', 'StartEvent', ''],
    ['<startEvent id="A"><messageEventDefinition/></startEvent>', 'MessageStartEvent', ''],
    ['<startEvent id="A"><timerEventDefinition/></startEvent>', 'StartTimerEvent', ''],
    ['<startEvent id="A"><signalEventDefinition/></startEvent>', 'startEvent/signalEventDefinition', ''],
    ['<endEvent id="A"/>', 'EndEvent', ''],
    ['<endEvent id="A"><messageEventDefinition/></endEvent>', 'MessageEndEvent', ''],
    ['<endEvent id="A"><errorEventDefinition/></endEvent>', 'EndErrorEvent', ''],
    ['<endEvent id="A"><escalationEventDefinition/></endEvent>', 'EscalationEndEvent', ''],
    [`<endEvent id="A">${properties({ activityType: 'TerminateEvent' })}<terminateEventDefinition/></endEvent>`, 'TerminateEndEvent', ''],
    ['<exclusiveGateway id="A"/>', 'ExclusiveGateway', ''],
    [step({ activityType: 'Multicast', subActivityType: 'parallel' }, 'parallelGateway'), 'Multicast', 'parallel'],
    [step({ activityType: 'SequentialMulticast', subActivityType: 'parallel' }, 'parallelGateway'), 'SequentialMulticast', ''],
    [step({ activityType: 'Join', subActivityType: 'parallel' }, 'parallelGateway'), 'Join', ''],
    ['<parallelGateway id="A"/>', 'Multicast', 'parallel'],
    ['<inclusiveGateway id="A"/>', 'inclusiveGateway', ''],
    [step({ activityType: 'ExternalCall' }, 'serviceTask'), 'ExternalCall', ''],
    [step({ cmdVariantUri: 'ctype::FlowstepVariant/cname::Send/version::1' }, 'serviceTask'), 'Send', ''],
    [step({ activityType: 'Script', subActivityType: 'JavaScript' }), 'Script', 'JavaScript'],
    [step({ activityType: 'Script', cmdVariantUri: 'cname::GroovyScript' }), 'Script', 'GroovyScript'],
    [step({ activityType: 'Script', script: 'a.js' }), 'Script', 'JavaScript'],
    [step({ activityType: 'Script', script: 'a.gsh' }), 'Script', 'GroovyScript'],
    [step({ activityType: 'Mapping', mappingType: 'MessageMapping' }), 'Mapping', 'MessageMapping'],
    [step({ activityType: 'Mapping', mappinguri: 'dir://x/A.mmap' }), 'Mapping', 'MessageMapping'],
    [step({ activityType: 'Mapping', mappinguri: 'dir://x/A.opmap' }), 'Mapping', 'OperationMapping'],
    [step({ activityType: 'Mapping', mappinguri: 'dir://x/A.xsl' }), 'Mapping', 'XSLTMapping'],
    [step({ activityType: 'Mapping', mappinguri: 'dir://x/A.XSLT' }), 'Mapping', 'XSLTMapping'],
    [step({ activityType: 'ProcessCallElement', processId: 'P' }), 'ProcessCallElement', 'NonLoopingProcess'],
    [
      step({ activityType: 'ProcessCallElement' }, 'callActivity', '<standardLoopCharacteristics loopMaximum="9"/>'),
      'ProcessCallElement',
      'LoopingProcess',
    ],
    [step({ activityType: 'IdempotentProcessCall' }), 'IdempotentProcessCall', ''],
    [
      step({ activityType: 'Splitter', cmdVariantUri: 'cname::PKCS#7/CMS Signature-Content Splitter' }),
      'Splitter',
      'PKCS#7/CMS Signature-Content Splitter',
    ],
    [step({ activityType: 'Splitter', splitType: 'IteratingSplitter' }), 'Splitter', 'Camel'],
    [step({ activityType: 'Splitter', splitType: 'GeneralSplitter' }), 'Splitter', 'GeneralSplitter'],
    [step({ activityType: 'DBstorage', operation: 'put' }), 'DBstorage', 'put'],
    [step({ activityType: 'Encoder', encoderType: 'Base64 Encode' }), 'Encoder', 'Base64 Encode'],
    [step({ activityType: 'Decoder', cmdVariantUri: 'cname::ZIP Decompress' }), 'Decoder', 'ZIP Decompress'],
    [step({ activityType: 'JsonToXmlConverter', cmdVariantUri: 'cname::JsonToXmlConverter' }), 'JsonToXmlConverter', ''],
    ['<callActivity id="A"/>', 'callActivity', ''],
    [step({ activityType: 'constructor' }), 'constructor', ''],
    ['<subProcess id="A"/>', 'subProcess', ''],
  ])('%s', (element, activity, variant) => {
    const node = onlyNode(element)
    expect([node.activity, node.variant]).toEqual([activity, variant])
  })

  it('takes the properties of a timer from event and definition', () =>
    expect(
      onlyNode(
        `<startEvent id="A">${properties({ a: '1' })}<timerEventDefinition>${properties({ scheduleKey: 's' })}</timerEventDefinition></startEvent>`,
      ).properties,
    ).toEqual(
      new Map([
        ['a', '1'],
        ['scheduleKey', 's'],
      ]),
    ))
})

describe('an old Content Modifier', () => {
  it('gets tables for its numbered rows', () => {
    const node = onlyNode(
      `<callActivity id="A">${properties({
        activityType: 'Enricher',
        property_10: 'Name:=:c:;Type:=:expression:;Datatype:=::;Value:=:${body}:;Default:=:d',
        property_2: 'Name:=:b:;Type:=:constant:;Datatype:=::;Value:=:1 &amp;lt; 2:;Default:=:',
        HEADER_0: 'Name:=:a:;Type:=:xpath:;Datatype:=:java.lang.String:;Value:=:/a:b:;Default:=:',
        wrapContent: 'x',
      })}</callActivity>`,
    )
    const row = (name: string, type: string, datatype: string, value: string, otherwise: string) =>
      `<row><cell id='Action'>Create</cell><cell id='Name'>${name}</cell><cell id='Type'>${type}</cell><cell id='Datatype'>${datatype}</cell><cell id='Value'>${value}</cell><cell id='Default'>${otherwise}</cell></row>`
    expect(node.properties).toEqual(
      new Map([
        ['activityType', 'Enricher'],
        ['wrapContent', 'x'],
        ['headerTable', row('a', 'xpath', 'java.lang.String', '/a:b', '')],
        ['propertyTable', row('b', 'constant', '', '1 &lt; 2', '') + row('c', 'expression', '', '${body}', 'd')],
      ]),
    )
  })
})

describe('processes', () => {
  it.each([
    [properties({ cmdVariantUri: 'cname::IntegrationProcess' }), 'main'],
    [properties({ cmdVariantUri: 'cname::LocalIntegrationProcess' }), 'local'],
    [properties({ processType: 'directCall' }), 'local'],
    ['', 'main'],
    [`<callActivity id="A">${properties({ activityType: 'ProcessCallElement', processId: 'P' })}</callActivity>`, 'local'],
  ])('with %s', (content, kind) => expect(model(content).processes.get('P')!.kind).toBe(kind))

  it.each([
    [{ cmdVariantUri: 'cname::IntegrationProcess/version::1.0.2' }, 'Required'],
    [{ cmdVariantUri: 'cname::IntegrationProcess/version::1.0.2', transactionalHandling: 'Not Required' }, 'Not Required'],
    [{ cmdVariantUri: 'cname::IntegrationProcess/version::1.2.1' }, undefined],
    [{ cmdVariantUri: 'cname::LocalIntegrationProcess/version::1.0.2' }, undefined],
  ])('with %j handle transactions: %s', (given, handling) => {
    expect(
      model(properties(given as Record<string, string>))
        .processes.get('P')!
        .properties.get('transactionalHandling'),
    ).toBe(handling)
  })

  it('take a subprocess with an error start as exception subprocess', () => {
    const process = model(
      '<subProcess id="S" name="E"><startEvent id="A" name="x"><errorEventDefinition/></startEvent></subProcess>',
    ).processes.get('P')!
    expect(process.nodes.size).toBe(0)
    expect(process.exceptionSubprocess).toEqual({
      id: 'S',
      name: 'E',
      nodes: new Map([
        [
          'A',
          {
            id: 'A',
            name: 'x',
            activity: 'StartErrorEvent',
            variant: '',
            version: '',
            properties: new Map(),
            outgoing: [],
            defaultFlow: undefined,
            loop: undefined,
          },
        ],
      ]),
    })
  })
})

describe('channels', () => {
  const participants =
    '<participant id="S" ifl:type="EndpointSender" name="Sender"/><participant id="R" ifl:type="EndpointReceiver" name=""/>'
  const channel = (source: string, target: string, values: Record<string, string>) =>
    model(
      '<serviceTask id="A"/>',
      `${participants}<messageFlow id="M" sourceRef="${source}" targetRef="${target}">${properties(values)}</messageFlow>`,
    ).channels

  it.each([
    ['S', 'A', { ComponentType: 'SFTP', direction: 'Sender' }, 'sender', 'Sender'],
    ['S', 'A', { ComponentType: 'SFTP' }, 'sender', 'Sender'],
    ['A', 'R', { ComponentType: 'HTTP', system: 'Other' }, 'receiver', 'Other'],
    ['R', 'A', { ComponentType: 'HTTP', direction: 'Receiver' }, 'receiver', ''],
  ])('%s to %s with %j', (source, target, values, direction, system) =>
    expect(channel(source, target, values as Record<string, string>)).toEqual([
      {
        id: 'M',
        name: '',
        direction,
        adapter: (values as Record<string, string>).ComponentType,
        protocol: '',
        system,
        nodeId: 'A',
        properties: new Map(Object.entries(values)),
      },
    ]),
  )

  it('are none without adapter', () => expect(channel('A', 'nowhere', {})).toEqual([]))
})

describe('broken flows', () => {
  const sequence = (source: string, target: string) =>
    `<callActivity id="A"/><sequenceFlow id="F" sourceRef="${source}" targetRef="${target}"/>`

  it.each([
    ['a target that is missing', sequence('A', 'B'), '', 'The sequence flow F leads to B, which is no element of its process'],
    ['a source that is missing', sequence('B', 'A'), '', 'The sequence flow F starts at B, which is no element of its process'],
    [
      'no target',
      '<callActivity id="A"/><sequenceFlow id="F" sourceRef="A"/>',
      '',
      'The sequence flow F leads to nothing, which is no element of its process',
    ],
    ['an id twice', '<callActivity id="A"/><endEvent id="A"/>', '', 'Two elements have the id A'],
    [
      'an id twice over two pools',
      '<process id="P"><endEvent id="A"/></process><process id="Q"><endEvent id="A"/></process>',
      '',
      'Two elements have the id A',
    ],
    [
      'a process that is missing',
      '<endEvent id="A"/>',
      '<participant id="X" ifl:type="IntegrationProcess" processRef="Q"/>',
      'The participant X stands for the process Q, which does not exist',
    ],
    ['an unknown participant', '<endEvent id="A"/>', '<participant id="X"/>', 'The participant X is neither sender, receiver nor process'],
    [
      'a channel to nothing',
      '<endEvent id="A"/>',
      `<messageFlow id="M" sourceRef="B" targetRef="C">${properties({ ComponentType: 'HTTP' })}</messageFlow>`,
      'The channel M connects B and C, of which neither is an element of a process',
    ],
    [
      'two exception subprocesses',
      ['S', 'T']
        .map((id) => `<subProcess id="${id}">${properties({ activityType: 'ErrorEventSubProcessTemplate' })}</subProcess>`)
        .join(''),
      '',
      'The process P has two exception subprocesses, S and T',
    ],
    [
      'a loop without end',
      '<callActivity id="A"><standardLoopCharacteristics loopMaximum="many"/></callActivity>',
      '',
      'The loop of A needs a loopMaximum that is a whole number above 0',
    ],
  ])('%s', (_, process, collaboration, message) =>
    expect(() => model(process, collaboration)).toThrow(expect.objectContaining({ code: 'deploy-failed', message })),
  )

  it.each([
    ['process', '<collaboration id="C"/>', 'The integration flow has no integration process'],
    ['collaboration', '<process id="P"/>', 'The integration flow has no collaboration'],
  ])('no %s', (_, content, message) => {
    const document = parseXmlDocument(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${content}</definitions>`)
    expect(() => readIflow(document, manifest)).toThrow(expect.objectContaining({ code: 'deploy-failed', message }))
  })
})
