import type { Channel, FlowNode } from '../iflow/model.ts'

/** A construct of the product that does not run here. */
export interface AbsentConstruct {
  /** Name in the product's palette. */
  readonly label: string
  /** Why, as a sentence for whoever deploys it, without the full stop. */
  readonly reason: string
}

/** By activity, or activity and variant. */
export const ABSENT_STEPS: Readonly<Record<string, AbsentConstruct>> = {
  'Mapping/OperationMapping': { label: 'Operation Mapping', reason: 'The format of .opmap files is not public' },
}

/** By component type. */
export const ABSENT_ADAPTERS: Readonly<Record<string, AbsentConstruct>> = {
  OpenConnectors: { label: 'Open Connectors', reason: 'It speaks to a service of SAP only' },
  RFC: { label: 'RFC', reason: 'It needs the SAP Java Connector, which is not open source' },
}

/** The name by which steps are told apart. */
export const stepName = ({ activity, variant }: Pick<FlowNode, 'activity' | 'variant'>): string =>
  variant ? `${activity}/${variant}` : activity

/** Construct and reason for a step that nothing implements. */
export function absenceOfStep(node: FlowNode): AbsentConstruct {
  const name = stepName(node)
  const known = ABSENT_STEPS[name]
  return { label: known?.label ?? name, reason: withReason('This step is not supported', known?.reason) }
}

/** The same for a channel. */
export function absenceOfAdapter({ adapter, direction, protocol }: Channel): AbsentConstruct {
  const statement = protocol ? `This adapter is not supported (message protocol ${protocol})` : 'This adapter is not supported'
  return { label: `${adapter} ${direction}`, reason: withReason(statement, ABSENT_ADAPTERS[adapter]?.reason) }
}

const withReason = (statement: string, reason: string | undefined): string => (reason === undefined ? statement : `${statement}: ${reason}`)
