import type { Element } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'
import { activityOf, eventDefinition } from './activity.ts'
import { bpmnChild, bpmnChildren, idOf, nameOf, propertiesOf, textOf } from './bpmn-element.ts'
import type { FlowNode, Properties, SequenceFlow } from './model.ts'
import { upgradeContentModifier, upgradeSigner, upgradeXmlSigner } from './upgrade.ts'
import { parseVariantUri } from './variant-uri.ts'

/**
 * The flow nodes of a process or subprocess with their outgoing sequence flows. An exception subprocess inside is none of
 * them. Throws `deploy-failed` naming a sequence flow that leads nowhere.
 */
export function readFlowNodes(container: Element): Map<string, FlowNode> {
  const elements = bpmnChildren(container).filter((child) => isFlowNode(child) && !isExceptionSubprocess(child))
  const flows = readSequenceFlows(container, new Set(elements.map(idOf)))
  return new Map(elements.map((element) => [idOf(element), readFlowNode(element, flows.get(idOf(element)) ?? [])]))
}

/** Exception subprocesses are drawn like a step and reached by no sequence flow (format document §2.6). */
export const isExceptionSubprocess = (element: Element): boolean =>
  element.localName === 'subProcess' &&
  (propertiesOf(element).get('activityType') === 'ErrorEventSubProcessTemplate' ||
    bpmnChildren(element, 'startEvent').some((start) => bpmnChild(start, 'errorEventDefinition') !== undefined))

/** Everything else in a process carries no behaviour. */
const NO_FLOW_NODES = new Set([
  'sequenceFlow',
  'extensionElements',
  'documentation',
  'laneSet',
  'textAnnotation',
  'association',
  'group',
  'dataObject',
  'ioSpecification',
])

const isFlowNode = (element: Element): boolean => !NO_FLOW_NODES.has(element.localName)

function readFlowNode(element: Element, outgoing: readonly SequenceFlow[]): FlowNode {
  const properties = nodeProperties(element)
  return {
    id: idOf(element),
    name: nameOf(element),
    ...activityOf(element, properties),
    version: versionOf(properties),
    properties: UPGRADES.get(properties.get('activityType') ?? '')?.(properties) ?? properties,
    outgoing,
    defaultFlow: element.getAttribute('default') || undefined,
    loop: loopOf(element),
  }
}

const UPGRADES: ReadonlyMap<string, (properties: Properties) => Properties> = new Map([
  ['Enricher', upgradeContentModifier],
  ['SignMessage', upgradeSigner],
  ['XMLDigitalSignMessage', upgradeXmlSigner],
])

/** Properties of the element, and of its event definition where timers, errors and escalations keep theirs. */
export function nodeProperties(element: Element): Properties {
  const definition = eventDefinition(element)
  return new Map([...propertiesOf(element), ...(definition ? propertiesOf(definition) : [])])
}

const versionOf = (properties: Properties): string =>
  properties.get('componentVersion') || parseVariantUri(properties.get('cmdVariantUri') ?? '').get('version') || ''

function loopOf(element: Element): FlowNode['loop'] {
  const loop = bpmnChild(element, 'standardLoopCharacteristics')
  if (!loop) return undefined
  const maximum = Number(loop.getAttribute('loopMaximum') ?? Number.NaN)
  if (!Number.isSafeInteger(maximum) || maximum < 1) {
    throw new SluiceError('deploy-failed', `The loop of ${idOf(element)} needs a loopMaximum that is a whole number above 0`)
  }
  return { condition: textOf(bpmnChild(loop, 'loopCondition')).trim(), maximum }
}

function readSequenceFlows(container: Element, nodes: ReadonlySet<string>): Map<string, SequenceFlow[]> {
  const bySource = new Map<string, SequenceFlow[]>()
  for (const element of bpmnChildren(container, 'sequenceFlow')) {
    const source = endOf(element, 'sourceRef', nodes)
    const flow = readSequenceFlow(element, endOf(element, 'targetRef', nodes))
    bySource.set(source, [...(bySource.get(source) ?? []), flow])
  }
  return bySource
}

function endOf(flow: Element, attribute: 'sourceRef' | 'targetRef', nodes: ReadonlySet<string>): string {
  const id = flow.getAttribute(attribute) ?? ''
  if (nodes.has(id)) return id
  const verb = attribute === 'sourceRef' ? 'starts at' : 'leads to'
  throw new SluiceError('deploy-failed', `The sequence flow ${idOf(flow)} ${verb} ${id || 'nothing'}, which is no element of its process`)
}

function readSequenceFlow(element: Element, target: string): SequenceFlow {
  return {
    id: idOf(element),
    name: nameOf(element),
    target,
    condition: textOf(bpmnChild(element, 'conditionExpression')).trim() || undefined,
    conditionKind: propertiesOf(element).get('expressionType') === 'XML' ? 'xpath' : 'simple',
  }
}
