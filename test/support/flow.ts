import { escapeXml } from '../../src/iflow/xml-text.ts'

type Values = Readonly<Record<string, string>>

/** A step of a test flow: what stands in the file, element id and name made from the position. */
export interface StepSketch {
  readonly activity: string
  readonly properties?: Values
  /** A receiver channel behind the step; its `ComponentType` and properties. */
  readonly channel?: Values
  /** Of a looping process call. */
  readonly loop?: { readonly condition: string; readonly maximum: number }
  /** Of a router: its routes, which meet again at the following step. The one without condition is the default. */
  readonly routes?: readonly RouteSketch[]
}

export interface RouteSketch {
  readonly condition?: string
  /** `expressionType` of the route. */
  readonly language?: 'XML' | 'NonXML'
  readonly steps: readonly StepSketch[]
  /** The last step has no outgoing sequence flow. */
  readonly leadsNowhere?: boolean
}

/** A local integration process, by its id. */
export interface LocalProcessSketch {
  readonly id: string
  readonly steps: readonly StepSketch[]
  readonly onError?: readonly StepSketch[]
}

export interface FlowSketch {
  readonly id: string
  /** Sender channel: its `ComponentType` and properties. */
  readonly sender?: Values
  /** `scheduleKey` of a start timer, instead of a sender. */
  readonly timer?: string
  readonly steps: readonly StepSketch[]
  readonly properties?: Values
  /** Properties of the integration process. */
  readonly process?: Values
  readonly resources?: Readonly<Record<string, string | Uint8Array>>
  /** Steps of the exception subprocess. */
  readonly onError?: readonly StepSketch[]
  readonly locals?: readonly LocalProcessSketch[]
}

/** The files of an integration flow as a tenant exports it: start event, the steps in a row, message end. */
export function flowFiles({
  id,
  sender,
  timer,
  steps,
  properties = {},
  process = {},
  resources = {},
  onError,
  locals = [],
}: FlowSketch): Map<string, Uint8Array> {
  const main = row('', steps, timer === undefined ? 'message' : 'timer', timer)
  const handler = onError && row('X', onError, 'error')
  const called = locals.map(localProcess)
  const inner = [...main.channels, ...(handler?.channels ?? []), ...called.flatMap((local) => local.channels)]
  const channels = sender ? [senderChannel(sender), ...inner] : inner
  const iflw = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ifl="http:///com.sap.ifl.model/Ifl.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<bpmn2:collaboration id="Collaboration_1">${extension(properties)}
<bpmn2:participant id="Participant_1" ifl:type="EndpointSender" name="Sender"/><bpmn2:participant id="Participant_2" ifl:type="EndpointRecevier" name="Receiver"/>
<bpmn2:participant id="Participant_Process_1" ifl:type="IntegrationProcess" name="Integration Process" processRef="Process_1"/>
${channels.join('\n')}</bpmn2:collaboration>
<bpmn2:process id="Process_1" name="Integration Process">${extension({ cmdVariantUri: 'ctype::FlowElementVariant/cname::IntegrationProcess/version::1.2.1', ...process })}
${main.elements}
${handler ? exceptionSubprocess('SubProcess_1', handler.elements) : ''}
</bpmn2:process>${called.map(({ elements }) => elements).join('')}</bpmn2:definitions>`
  const manifest = `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${id}; singleton:=true\r\nBundle-Name: ${id}\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: IntegrationFlow\r\nSAP-NodeType: IFLMAP\r\n`
  return new Map(
    Object.entries({
      'META-INF/MANIFEST.MF': manifest,
      [`src/main/resources/scenarioflows/integrationflow/${id}.iflw`]: iflw,
      ...Object.fromEntries(Object.entries(resources).map(([path, content]) => [`src/main/resources/${path}`, content])),
    }).map(([path, content]) => [path, Buffer.from(content)]),
  )
}

/** An HTTPS sender channel at this address. */
export const https = (address: string, more: Values = {}): Values => ({
  ComponentType: 'HTTPS',
  urlPath: address,
  senderAuthType: 'RoleBased',
  userRole: 'ESBMessaging.send',
  xsrfProtection: '0',
  ...more,
})

/** A Content Modifier that sets the body to the text of a Simple expression, and headers to constants. */
export const content = (body: string, headers: Values = {}): StepSketch => ({
  activity: 'Enricher',
  properties: {
    bodyType: 'expression',
    wrapContent: body,
    headerTable: Object.entries(headers)
      .map(
        ([name, value]) =>
          `<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>${name}</cell><cell id='Value'>${escapeXml(value)}</cell></row>`,
      )
      .join(''),
  },
})

/** A Groovy script from the resources of the flow. */
export const groovy = (file: string): StepSketch => ({ activity: 'Script', properties: { subActivityType: 'GroovyScript', script: file } })

/** A call of a local process. */
export const call = (processId: string): StepSketch => ({
  activity: 'ProcessCallElement',
  properties: { subActivityType: 'NonLoopingProcess', processId },
})

const exceptionSubprocess = (id: string, elements: string): string =>
  `<bpmn2:subProcess id="${id}" name="Exception">${extension({ activityType: 'ErrorEventSubProcessTemplate' })}${elements}</bpmn2:subProcess>`

function localProcess({ id, steps, onError }: LocalProcessSketch): Row {
  const body = row(`${id}_`, steps, 'none')
  const handler = onError && row(`${id}_X`, onError, 'error')
  const properties = { cmdVariantUri: 'ctype::FlowElementVariant/cname::LocalIntegrationProcess/version::1.1.3', processType: 'directCall' }
  const inside = `${extension(properties)}${body.elements}${handler ? exceptionSubprocess(`${id}_SubProcess`, handler.elements) : ''}`
  return {
    elements: `<bpmn2:process id="${id}" name="${id}">${inside}</bpmn2:process>`,
    channels: [...body.channels, ...(handler?.channels ?? [])],
  }
}

type StartKind = 'message' | 'error' | 'timer' | 'none'

interface Row {
  readonly elements: string
  readonly channels: readonly string[]
}

function row(prefix: string, steps: readonly StepSketch[], start: StartKind, schedule = ''): Row {
  const [startId, endId] = [`${prefix}StartEvent_1`, `${prefix}EndEvent_1`]
  const startEvent = `<bpmn2:startEvent id="${startId}" name="Start">${START_DEFINITIONS[start](schedule)}</bpmn2:startEvent>`
  const inside = chain(prefix, steps, sequenceFlow(`${prefix}SequenceFlow_1`, startId), endId)
  const ending =
    start === 'none'
      ? ''
      : `${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::MessageEndEvent' })}<bpmn2:messageEventDefinition/>`
  return {
    elements: [startEvent, inside.elements, `<bpmn2:endEvent id="${endId}" name="End">${ending}</bpmn2:endEvent>`].join('\n'),
    channels: inside.channels,
  }
}

/** Draws the sequence flow to its target. */
type Arrow = (target: string) => string

const NOWHERE = ''

const sequenceFlow =
  (id: string, source: string, inside = ''): Arrow =>
  (target) => {
    if (target === NOWHERE) return ''
    const start = `<bpmn2:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"`
    return inside === '' ? `${start}/>` : `${start}>${inside}</bpmn2:sequenceFlow>`
  }

/** Steps one after the other, from an arrow to a target. */
function chain(prefix: string, steps: readonly StepSketch[], entry: Arrow, target: string): Row {
  const elements: string[] = []
  const channels: string[] = []
  let arrow = entry
  for (const [index, step] of steps.entries()) {
    const id = `${prefix}Step_${index + 1}`
    elements.push(arrow(id), stepElement(step, id))
    if (step.channel) channels.push(receiverChannel(step.channel, id))
    const following = index + 1 < steps.length ? `${prefix}Step_${index + 2}` : target
    const routes = (step.routes ?? []).map((route, number) => routeRow(id, number + 1, route, following))
    elements.push(...routes.map((route) => route.elements))
    channels.push(...routes.flatMap((route) => route.channels))
    arrow = step.routes || step.activity in END_DEFINITIONS ? () => '' : sequenceFlow(`${prefix}SequenceFlow_${index + 2}`, id)
  }
  return { elements: [...elements, arrow(target)].join('\n'), channels }
}

function routeRow(router: string, number: number, route: RouteSketch, target: string): Row {
  const { condition, language = 'NonXML', steps, leadsNowhere = false } = route
  const when =
    condition === undefined
      ? ''
      : `<bpmn2:conditionExpression xsi:type="bpmn2:tFormalExpression">${escapeXml(condition)}</bpmn2:conditionExpression>`
  const arrow = sequenceFlow(`${router}_Route_${number}`, router, extension({ expressionType: language }) + when)
  return chain(`${router}_${number}_`, steps, arrow, leadsNowhere ? NOWHERE : target)
}

/** The properties of a message start stand on the event, those of the others inside its definition (format document §2.5). */
const START_DEFINITIONS: Readonly<Record<StartKind, (schedule: string) => string>> = {
  none: () => '',
  message: () => `${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::MessageStartEvent' })}<bpmn2:messageEventDefinition/>`,
  error: () =>
    `<bpmn2:errorEventDefinition>${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::ErrorStartEvent', activityType: 'StartErrorEvent' })}</bpmn2:errorEventDefinition>`,
  timer: (scheduleKey) =>
    `<bpmn2:timerEventDefinition>${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::intermediatetimer', activityType: 'StartTimerEvent', scheduleKey })}</bpmn2:timerEventDefinition>`,
}

function stepElement({ activity, properties = {}, loop, routes }: StepSketch, id: string): string {
  if (activity in END_DEFINITIONS)
    return `<bpmn2:endEvent id="${id}" name="${id}">${END_DEFINITIONS[activity]}${extension(properties)}</bpmn2:endEvent>`
  const otherwise = (routes ?? []).findIndex(({ condition }) => condition === undefined)
  const attribute = otherwise < 0 ? '' : ` default="${id}_Route_${otherwise + 1}"`
  const tag = TAGS[activity] ?? 'callActivity'
  const rounds = loop
    ? `<bpmn2:standardLoopCharacteristics loopMaximum="${loop.maximum}"><bpmn2:loopCondition>${escapeXml(loop.condition)}</bpmn2:loopCondition></bpmn2:standardLoopCharacteristics>`
    : ''
  return `<bpmn2:${tag} id="${id}" name="${activity} ${id}"${attribute}>${extension({ activityType: activity, ...properties })}${rounds}</bpmn2:${tag}>`
}

const TAGS: Values = { ExternalCall: 'serviceTask', Send: 'serviceTask', ExclusiveGateway: 'exclusiveGateway' }

/** End events that stand in a row like a step: nothing comes behind them. */
const END_DEFINITIONS: Values = {
  EndErrorEvent: '<bpmn2:errorEventDefinition/>',
  EscalationEndEvent: '<bpmn2:escalationEventDefinition/>',
  TerminateEndEvent: '<bpmn2:terminateEventDefinition/>',
}

const senderChannel = (properties: Values): string =>
  `<bpmn2:messageFlow id="MessageFlow_Sender" name="Sender" sourceRef="Participant_1" targetRef="StartEvent_1">${extension({ direction: 'Sender', ...properties })}</bpmn2:messageFlow>`

const receiverChannel = (properties: Values, id: string): string =>
  `<bpmn2:messageFlow id="MessageFlow_${id}" name="Receiver" sourceRef="${id}" targetRef="Participant_2">${extension({ direction: 'Receiver', ...properties })}</bpmn2:messageFlow>`

function extension(properties: Values): string {
  const entries = Object.entries(properties).map(
    ([key, value]) => `<ifl:property><key>${key}</key><value>${escapeXml(value)}</value></ifl:property>`,
  )
  return `<bpmn2:extensionElements>${entries.join('')}</bpmn2:extensionElements>`
}
