import { change, type Entity, entityPath, related } from '../../../api/odata.ts'
import { type Artifact, artifactKey } from '../../package/artifact-kinds.ts'
import type { FlowElement } from '../diagram/flow-element.ts'

/** An externalised parameter of a flow. */
export interface Parameter {
  readonly key: string
  readonly value: string
  readonly type: string
  readonly description: string
}

const parameterOf = ({ ParameterKey, ParameterValue, DataType, Description }: Entity<'Configurations'>): Parameter => ({
  key: ParameterKey ?? '',
  value: ParameterValue ?? '',
  type: DataType ?? '',
  description: Description ?? '',
})

export async function parametersOf({ kind, id }: Artifact): Promise<Parameter[]> {
  const { results } = await related<'Configurations'>(kind.set, { Id: id, Version: 'active' }, 'Configurations')
  return results.map(parameterOf)
}

/** Writes those that differ, one after the other. */
export async function configure(artifact: Artifact, before: readonly Parameter[], values: Readonly<Record<string, string>>): Promise<void> {
  for (const { key, value, type } of before) {
    const changed = values[key]
    if (changed === undefined || changed === value) continue
    const path = `${artifactKey(artifact)}/$links/${entityPath('Configurations', key)}`
    await change('PUT', path, { ParameterValue: changed, DataType: type })
  }
}

/** The elements that a parameter configures. */
export const usersOf = (key: string, elements: readonly FlowElement[]): FlowElement[] =>
  elements.filter(({ values }) => values.some(({ written }) => written?.includes(`{{${key}}}`)))
