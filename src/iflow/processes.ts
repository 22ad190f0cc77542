import type { Element } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'
import { bpmnChildren, componentName, idOf, nameOf, propertiesOf } from './bpmn-element.ts'
import { isExceptionSubprocess, readFlowNodes } from './flow-nodes.ts'
import type { ProcessModel, Subprocess } from './model.ts'
import { upgradeProcess } from './upgrade.ts'

/** The integration processes of a flow by id (format document §2.4). Throws `deploy-failed`. */
export function readProcesses(definitions: Element): Map<string, ProcessModel> {
  const elements = bpmnChildren(definitions, 'process')
  if (elements.length === 0) throw new SluiceError('deploy-failed', 'The integration flow has no integration process')
  const processes = elements.map(readProcess)
  const called = calledProcesses(processes)
  return new Map(processes.map((process) => [process.id, { ...process, kind: kindOf(process, called) }]))
}

function readProcess(element: Element): Omit<ProcessModel, 'kind'> {
  return {
    id: idOf(element),
    name: nameOf(element),
    properties: upgradeProcess(propertiesOf(element)),
    nodes: readFlowNodes(element),
    exceptionSubprocess: readExceptionSubprocess(element),
  }
}

function readExceptionSubprocess(process: Element): Subprocess | undefined {
  const [element, second] = bpmnChildren(process, 'subProcess').filter(isExceptionSubprocess)
  if (second)
    throw new SluiceError(
      'deploy-failed',
      `The process ${idOf(process)} has two exception subprocesses, ${idOf(element!)} and ${idOf(second)}`,
    )
  return element && { id: idOf(element), name: nameOf(element), nodes: readFlowNodes(element) }
}

type Unclassified = Omit<ProcessModel, 'kind'>

/** Old processes do not say what they are; one that another calls is local. */
function kindOf({ id, properties }: Unclassified, called: ReadonlySet<string>): ProcessModel['kind'] {
  const component = componentName(properties)
  const isLocal = component === 'LocalIntegrationProcess' || properties.get('processType') === 'directCall'
  return isLocal || (component === '' && called.has(id)) ? 'local' : 'main'
}

function calledProcesses(processes: readonly Unclassified[]): Set<string> {
  const nodes = processes.flatMap((process) => [...process.nodes.values(), ...(process.exceptionSubprocess?.nodes.values() ?? [])])
  return new Set(nodes.map((node) => node.properties.get('processId') ?? '').filter((id) => id !== ''))
}
