import type { Element } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'
import { bpmnChild, bpmnChildren, IFL, idOf, nameOf, propertiesOf, textOf } from './bpmn-element.ts'
import type { Channel, Participant, Properties } from './model.ts'

/** What a flow says outside its processes: who takes part and over which channels. */
export interface Collaboration {
  readonly properties: Properties
  readonly description: string
  readonly participants: ReadonlyMap<string, Participant>
  readonly channels: readonly Channel[]
}

/** Reads the collaboration (format document §2.1 to §2.3). Throws `deploy-failed` naming a channel or participant that refers to nothing. */
export function readCollaboration(definitions: Element, processIds: ReadonlySet<string>, nodeIds: ReadonlySet<string>): Collaboration {
  const element = bpmnChild(definitions, 'collaboration')
  if (!element) throw new SluiceError('deploy-failed', 'The integration flow has no collaboration')
  const participants = bpmnChildren(element, 'participant').map((child) => readParticipant(child, processIds))
  const byId = new Map(participants.map((participant) => [participant.id, participant]))
  return {
    properties: propertiesOf(element),
    description: textOf(bpmnChild(element, 'documentation')).trim(),
    participants: byId,
    channels: bpmnChildren(element, 'messageFlow').flatMap((child) => readChannel(child, byId, nodeIds)),
  }
}

/** `EndpointRecevier` is how the files spell it. */
const PARTICIPANT_TYPES = new Map(
  Object.entries<Participant['type']>({
    EndpointSender: 'sender',
    EndpointRecevier: 'receiver',
    EndpointReceiver: 'receiver',
    IntegrationProcess: 'process',
  }),
)

function readParticipant(element: Element, processIds: ReadonlySet<string>): Participant {
  const id = idOf(element)
  const type = PARTICIPANT_TYPES.get(element.getAttributeNS(IFL, 'type') ?? '')
  if (!type) throw new SluiceError('deploy-failed', `The participant ${id} is neither sender, receiver nor process`)
  const processId = element.getAttribute('processRef') || undefined
  if (processId !== undefined && !processIds.has(processId)) {
    throw new SluiceError('deploy-failed', `The participant ${id} stands for the process ${processId}, which does not exist`)
  }
  return { id, name: nameOf(element), type, processId }
}

/** A message flow without adapter is an unfinished drawing, and no channel. */
function readChannel(element: Element, participants: ReadonlyMap<string, Participant>, nodeIds: ReadonlySet<string>): Channel[] {
  const properties = propertiesOf(element)
  const adapter = properties.get('ComponentType') ?? ''
  if (adapter === '') return []
  const { nodeId, participant } = endsOf(element, participants, nodeIds)
  return [
    {
      id: idOf(element),
      name: nameOf(element),
      direction: directionOf(properties, participant),
      adapter,
      protocol: properties.get('MessageProtocol') ?? '',
      system: participant?.name || properties.get('system') || '',
      nodeId,
      properties,
    },
  ]
}

const directionOf = (properties: Properties, participant: Participant | undefined): Channel['direction'] =>
  (properties.get('direction')?.toLowerCase() || participant?.type) === 'sender' ? 'sender' : 'receiver'

/** The arrow of a content enricher points from the receiver back to the step, so either end can be the node. */
function endsOf(element: Element, participants: ReadonlyMap<string, Participant>, nodeIds: ReadonlySet<string>) {
  const ends = [element.getAttribute('sourceRef') ?? '', element.getAttribute('targetRef') ?? '']
  const nodeId = ends.find((end) => nodeIds.has(end))
  if (nodeId === undefined) {
    throw new SluiceError(
      'deploy-failed',
      `The channel ${idOf(element)} connects ${ends.join(' and ')}, of which neither is an element of a process`,
    )
  }
  return { nodeId, participant: ends.map((end) => participants.get(end)).find((participant) => participant !== undefined) }
}
