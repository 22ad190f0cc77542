import type { Element } from 'slimdom'
import { bpmnChild, bpmnChildren, componentName } from './bpmn-element.ts'
import type { Properties } from './model.ts'

/** What a flow node is, in the one vocabulary of `FlowNode`. */
export interface Activity {
  readonly activity: string
  readonly variant: string
}

/**
 * Names a flow node: by its `activityType`, for old files by what else tells it apart (format document §2, §3). An element
 * that nothing here knows keeps its BPMN name, so that it is reported as a construct and not as a broken file.
 */
export function activityOf(element: Element, properties: Properties): Activity {
  if (element.localName === 'startEvent' || element.localName === 'endEvent') return { activity: eventActivity(element), variant: '' }
  const activity = properties.get('activityType') || componentName(properties) || GATEWAYS.get(element.localName) || element.localName
  return { activity, variant: VARIANTS.get(activity)?.(properties, element) ?? '' }
}

/** Events by element and event definition. Their `activityType` differs between versions and is often missing. */
const EVENTS = new Map(
  Object.entries({
    startEvent: 'StartEvent',
    'startEvent/messageEventDefinition': 'MessageStartEvent',
    'startEvent/timerEventDefinition': 'StartTimerEvent',
    'startEvent/errorEventDefinition': 'StartErrorEvent',
    endEvent: 'EndEvent',
    'endEvent/messageEventDefinition': 'MessageEndEvent',
    'endEvent/errorEventDefinition': 'EndErrorEvent',
    'endEvent/escalationEventDefinition': 'EscalationEndEvent',
    'endEvent/terminateEventDefinition': 'TerminateEndEvent',
  }),
)

/** The event definition of an event, which holds some of its properties. */
export const eventDefinition = (event: Element): Element | undefined =>
  bpmnChildren(event).find((child) => child.localName.endsWith('EventDefinition'))

function eventActivity(event: Element): string {
  const definition = eventDefinition(event)
  const kind = definition ? `${event.localName}/${definition.localName}` : event.localName
  return EVENTS.get(kind) ?? kind
}

const GATEWAYS = new Map([
  ['exclusiveGateway', 'ExclusiveGateway'],
  ['parallelGateway', 'Multicast'],
])

/** How steps that share an activity are told apart. */
const VARIANTS = new Map(
  Object.entries<(properties: Properties, element: Element) => string>({
    Script: (properties) =>
      properties.get('subActivityType') || componentName(properties) || scriptLanguage(properties.get('script') ?? ''),
    Mapping: (properties) =>
      properties.get('subActivityType') ||
      componentName(properties) ||
      properties.get('mappingType') ||
      mappingKind(properties.get('mappinguri') ?? ''),
    ProcessCallElement: (properties, element) =>
      properties.get('subActivityType') ||
      componentName(properties) ||
      (bpmnChild(element, 'standardLoopCharacteristics') ? 'LoopingProcess' : 'NonLoopingProcess'),
    Splitter: (properties) => componentName(properties) || splitterKind(properties.get('splitType') ?? ''),
    DBstorage: (properties) => componentName(properties) || (properties.get('operation') ?? ''),
    Encoder: (properties) => properties.get('encoderType') || componentName(properties),
    Decoder: (properties) => properties.get('encoderType') || componentName(properties),
    Multicast: () => 'parallel',
  }),
)

const scriptLanguage = (file: string): string => (file.endsWith('.js') ? 'JavaScript' : 'GroovyScript')

const splitterKind = (splitType: string): string => (splitType === 'IteratingSplitter' ? 'Camel' : splitType)

function mappingKind(uri: string): string {
  if (/\.xslt?$/i.test(uri)) return 'XSLTMapping'
  return uri.endsWith('.opmap') ? 'OperationMapping' : 'MessageMapping'
}
