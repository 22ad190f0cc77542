import { escapeXml } from '../../src/iflow/xml-text.ts'

type Values = Readonly<Record<string, string>>

/** A step of a test flow: what stands in the file, element id and name made from the position. */
export interface StepSketch {
  readonly activity: string
  readonly properties?: Values
  /** A receiver channel behind the step; its `ComponentType` and properties. */
  readonly channel?: Values
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
  readonly resources?: Values
  /** Steps of the exception subprocess. */
  readonly onError?: readonly StepSketch[]
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
}: FlowSketch): Map<string, Uint8Array> {
  const main = row('', steps, timer === undefined ? 'message' : 'timer', timer)
  const handler = onError && row('X', onError, 'error')
  const channels = [...(sender ? [senderChannel(sender)] : []), ...main.channels, ...(handler?.channels ?? [])]
  const iflw = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ifl="http:///com.sap.ifl.model/Ifl.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<bpmn2:collaboration id="Collaboration_1">${extension(properties)}
<bpmn2:participant id="Participant_1" ifl:type="EndpointSender" name="Sender"/><bpmn2:participant id="Participant_2" ifl:type="EndpointRecevier" name="Receiver"/>
<bpmn2:participant id="Participant_Process_1" ifl:type="IntegrationProcess" name="Integration Process" processRef="Process_1"/>
${channels.join('\n')}</bpmn2:collaboration>
<bpmn2:process id="Process_1" name="Integration Process">${extension({ cmdVariantUri: 'ctype::FlowElementVariant/cname::IntegrationProcess/version::1.2.1', ...process })}
${main.elements}
${handler ? `<bpmn2:subProcess id="SubProcess_1" name="Exception">${extension({ activityType: 'ErrorEventSubProcessTemplate' })}${handler.elements}</bpmn2:subProcess>` : ''}
</bpmn2:process></bpmn2:definitions>`
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

type StartKind = 'message' | 'error' | 'timer'

function row(prefix: string, steps: readonly StepSketch[], start: StartKind, schedule = ''): { elements: string; channels: string[] } {
  const ids = [`${prefix}StartEvent_1`, ...steps.map((_, index) => `${prefix}Step_${index + 1}`), `${prefix}EndEvent_1`]
  const startEvent = `<bpmn2:startEvent id="${ids[0]}" name="Start">${START_DEFINITIONS[start](schedule)}</bpmn2:startEvent>`
  const endEvent = `<bpmn2:endEvent id="${ids.at(-1)}" name="End">${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::MessageEndEvent' })}<bpmn2:messageEventDefinition/></bpmn2:endEvent>`
  const flows = ids
    .slice(1)
    .map((id, index) => `<bpmn2:sequenceFlow id="${prefix}SequenceFlow_${index + 1}" sourceRef="${ids[index]}" targetRef="${id}"/>`)
  const elements = steps.map((step, index) => stepElement(step, ids[index + 1]!))
  const channels = steps.flatMap(({ channel }, index) => (channel ? [receiverChannel(channel, ids[index + 1]!)] : []))
  return { elements: [startEvent, ...elements, endEvent, ...flows].join('\n'), channels }
}

/** The properties of a message start stand on the event, those of the others inside its definition (format document §2.5). */
const START_DEFINITIONS: Readonly<Record<StartKind, (schedule: string) => string>> = {
  message: () => `${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::MessageStartEvent' })}<bpmn2:messageEventDefinition/>`,
  error: () =>
    `<bpmn2:errorEventDefinition>${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::ErrorStartEvent', activityType: 'StartErrorEvent' })}</bpmn2:errorEventDefinition>`,
  timer: (scheduleKey) =>
    `<bpmn2:timerEventDefinition>${extension({ cmdVariantUri: 'ctype::FlowstepVariant/cname::intermediatetimer', activityType: 'StartTimerEvent', scheduleKey })}</bpmn2:timerEventDefinition>`,
}

function stepElement({ activity, properties = {} }: StepSketch, id: string): string {
  const tag = ['ExternalCall', 'Send'].includes(activity) ? 'serviceTask' : 'callActivity'
  return `<bpmn2:${tag} id="${id}" name="${activity} ${id}">${extension({ activityType: activity, ...properties })}</bpmn2:${tag}>`
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
