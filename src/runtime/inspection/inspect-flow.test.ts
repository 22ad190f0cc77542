import { expect, test } from 'vitest'
import { content, flowFiles, groovy, https } from '../../../test/support/flow.ts'
import { defineReceiver, defineSender } from '../../engine/define-adapter.ts'
import { defineStep } from '../../engine/define-step.ts'
import { choice, integer, table, text } from '../../engine/fields.ts'
import { Registry } from '../../engine/registry.ts'
import { type Files, writeArchive } from '../../iflow/archive.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { offlineServices } from '../check.ts'
import type { FlowElement } from './flow-inspection.ts'
import { inspectFlow } from './inspect-flow.ts'

const start = defineStep({ activity: 'MessageStartEvent', label: 'Start', doc: '', fields: {}, compile: () => () => {} })
const end = defineStep({ activity: 'MessageEndEvent', label: 'End', doc: '', fields: {}, compile: () => () => {} })
const onError = defineStep({ activity: 'StartErrorEvent', label: 'Error', doc: '', fields: {}, compile: () => () => {} })
const modifier = defineStep({
  activity: 'Enricher',
  label: 'Content Modifier',
  doc: 'Sets things.',
  fields: {
    headers: table('headerTable', 'Headers.'),
    type: choice('bodyType', 'How.', ['constant', 'expression'], 'constant'),
    body: text('wrapContent', 'The body.'),
    limit: integer('limit', 'At most.', 5),
  },
  compile(config, context) {
    if (config.body === 'wrong') context.fail('Simple expression', 'It does not end')
    return () => {}
  },
})
const sender = defineSender({
  adapter: 'HTTPS',
  label: 'HTTPS sender',
  doc: '',
  fields: {},
  compile: () => ({ kind: 'process-direct', address: '/' }),
})
const receiver = defineReceiver({ adapter: 'HTTP', label: 'HTTP receiver', doc: '', fields: {}, compile: () => async () => {} })

const environment = {
  registry: new Registry([start, end, onError, modifier], [sender, receiver]),
  services: offlineServices(() => ({ script: () => expect.fail('no script runs') }) as never),
  companion: () => undefined,
}

const inspect = async (files: Files) => inspectFlow(await writeArchive(files), environment)
const PATH = 'src/main/resources/scenarioflows/integrationflow/Orders.iflw'

const element = (id: string, kind: FlowElement['kind'], label: string, more: Partial<FlowElement> = {}): FlowElement => ({
  id,
  shape: id,
  name: '',
  kind,
  label,
  doc: '',
  supported: true,
  problems: [],
  values: [],
  ...more,
})

const value = (key: string, text: string) => ({ key, declaration: null, value: text, written: null, rows: null })

test('every element is told with its declaration and values, and the diagram as it is', async () => {
  const files = flowFiles({ id: 'Orders', sender: https('/orders'), steps: [content('{{Greeting}}')], properties: { log: 'All events' } })
  files.set('src/main/resources/parameters.prop', Buffer.from('Greeting=Hello'))
  const { diagram, failure, elements } = await inspect(files)
  expect({ diagram, failure }).toEqual({ diagram: Buffer.from(files.get(PATH)!).toString(), failure: null })
  const declared = (key: string, of: string) => ({
    key,
    declaration: modifier.fields[of]!,
    value: null,
    written: null,
    rows: null,
  })
  expect(elements).toEqual([
    element('Orders', 'flow', 'Integration Flow', { name: 'Orders', values: [value('log', 'All events')] }),
    element('Participant_1', 'participant', 'Sender', { name: 'Sender' }),
    element('Participant_2', 'participant', 'Receiver', { name: 'Receiver' }),
    element('MessageFlow_Sender', 'sender', 'HTTPS sender', {
      name: 'Sender',
      values: [
        value('direction', 'Sender'),
        value('ComponentType', 'HTTPS'),
        value('urlPath', '/orders'),
        value('senderAuthType', 'RoleBased'),
        value('userRole', 'ESBMessaging.send'),
        value('xsrfProtection', '0'),
      ],
    }),
    element('Process_1', 'process', 'Integration Process', {
      shape: 'Participant_Process_1',
      name: 'Integration Process',
      values: [value('cmdVariantUri', 'ctype::FlowElementVariant/cname::IntegrationProcess/version::1.2.1')],
    }),
    element('StartEvent_1', 'step', 'Start', {
      name: 'Start',
      values: [value('cmdVariantUri', 'ctype::FlowstepVariant/cname::MessageStartEvent')],
    }),
    element('Step_1', 'step', 'Content Modifier', {
      name: 'Enricher Step_1',
      doc: 'Sets things.',
      values: [
        declared('headerTable', 'headers'),
        { ...declared('bodyType', 'type'), value: 'expression' },
        { ...declared('wrapContent', 'body'), value: 'Hello', written: '{{Greeting}}' },
        declared('limit', 'limit'),
        value('activityType', 'Enricher'),
      ],
    }),
    element('EndEvent_1', 'step', 'End', {
      name: 'End',
      values: [value('cmdVariantUri', 'ctype::FlowstepVariant/cname::MessageEndEvent')],
    }),
  ])
})

test('tables are told row by row; a broken one as it stands in the file', async () => {
  const rows = async (headerTable: string) => {
    const { elements } = await inspect(flowFiles({ id: 'Orders', steps: [{ activity: 'Enricher', properties: { headerTable } }] }))
    return elements.find(({ id }) => id === 'Step_1')?.values[0]
  }
  const good = "<row><cell id='Name'>a</cell></row><row><cell id='Name'>b</cell></row>"
  expect(await rows(good)).toMatchObject({ value: good, rows: [{ Name: 'a' }, { Name: 'b' }] })
  expect(await rows('<row><cell>')).toMatchObject({ value: '<row><cell>', rows: null })
})

test('what is not supported and what is misconfigured is told at its element', async () => {
  const sftp = { activity: 'Enricher', channel: { ComponentType: 'SFTP', MessageProtocol: 'File' } }
  const files = flowFiles({ id: 'Orders', steps: [groovy('a.groovy'), content('wrong'), sftp], onError: [content('fine')] })
  const { elements } = await inspect(files)
  const faulty = elements.filter(({ problems, supported }) => problems.length > 0 || !supported)
  expect(faulty.map(({ id, label, supported, problems }) => ({ id, label, supported, problems }))).toEqual([
    {
      id: 'MessageFlow_Step_3',
      label: 'SFTP receiver',
      supported: false,
      problems: [{ construct: 'SFTP receiver', reason: 'This adapter is not supported (message protocol File)' }],
    },
    {
      id: 'Step_1',
      label: 'Script/GroovyScript',
      supported: false,
      problems: [{ construct: 'Script/GroovyScript', reason: 'This step is not supported' }],
    },
    {
      id: 'Step_2',
      label: 'Content Modifier',
      supported: true,
      problems: [{ construct: 'Simple expression', reason: 'It does not end' }],
    },
  ])
  expect(elements.filter(({ kind }) => kind === 'subprocess')).toEqual([
    element('SubProcess_1', 'subprocess', 'Exception Subprocess', { name: 'Exception' }),
  ])
})

test('conditions of routes are told with their expression', async () => {
  const files = flowFiles({ id: 'Orders', steps: [] })
  const flow = Buffer.from(files.get(PATH)!).toString()
  const condition = '<bpmn2:conditionExpression>${header.a} = 1</bpmn2:conditionExpression>'
  files.set(
    PATH,
    Buffer.from(flow.replace(/(<bpmn2:sequenceFlow[^>]*)\/>/, `$1>${condition.replaceAll('$', '$$$$')}</bpmn2:sequenceFlow>`)),
  )
  const { elements } = await inspect(files)
  expect(elements.find(({ kind }) => kind === 'route')).toEqual(
    element('SequenceFlow_1', 'route', 'Condition', { values: [value('condition', '${header.a} = 1')] }),
  )
})

test('a flow that cannot be read is told with its reason and diagram, one without a file without', async () => {
  const files = flowFiles({ id: 'Orders', steps: [] })
  files.set(PATH, Buffer.from('<a>'))
  expect(await inspect(files)).toEqual({ diagram: '<a>', failure: expect.stringContaining(`${PATH} is not well-formed XML`), elements: [] })
  files.delete(PATH)
  expect(await inspect(files)).toEqual({
    diagram: null,
    failure: 'The archive has no .iflw file below src/main/resources/',
    elements: [],
  })
})

test('other artifacts have no elements', async () => {
  const manifest = 'Manifest-Version: 1.0\r\nBundle-SymbolicName: Scripts\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ScriptCollection\r\n'
  const collection = new Map([['META-INF/MANIFEST.MF', Buffer.from(manifest)]])
  await expect(inspect(collection)).rejects.toThrow(
    new SluiceError('bad-request', 'Scripts is no integration flow; only those have elements'),
  )
})
