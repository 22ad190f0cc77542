import type { Run, StepDefinition } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { readConfig } from '../../engine/fields.ts'
import { escapeXml } from '../../iflow/xml-text.ts'
import { PICKUP, X12_911 } from '../../languages/edi/fixtures/schemas.ts'
import { contextOf, type Surroundings } from '../step.fixture.ts'

const SCHEMAS: Readonly<Record<string, string>> = {
  'xsd/UN-EDIFACT_PICKUP_D24A.xsd': PICKUP,
  'xsd/ASC-X12_911_004010.xsd': X12_911,
  'xsd/broken.xsd': '<x>',
}

/** A schema table with these files. */
export const schemaTable = (cell: string, ...paths: string[]): string =>
  paths.map((path) => `<row><cell id='${cell}'>${escapeXml(path)}</cell></row>`).join('')

/** The tables of both standards with the schemas for tests. */
export const BOTH_SCHEMAS = {
  edifactSchemaTable: schemaTable('edifactSchemaName', '/xsd/UN-EDIFACT_PICKUP_D24A.xsd'),
  x12SchemaTable: schemaTable('x12SchemaName', '/xsd/ASC-X12_911_004010.xsd'),
}

/** Compiles an EDI step in a flow that has the schemas for tests. */
export async function compileEdiStep(
  step: StepDefinition,
  properties: Record<string, string>,
  surroundings: Surroundings = {},
): Promise<Run> {
  const context = contextOf(step, properties, surroundings)
  const resources = new Map(Object.entries(SCHEMAS).map(([path, schema]) => [path, Buffer.from(schema)]))
  return step.compile(readConfig(step.fields, context.node.properties), { ...context, flow: { ...context.flow, resources } })
}

export async function runEdiStep(
  step: StepDefinition,
  properties: Record<string, string>,
  exchange: Exchange,
  surroundings: Surroundings = {},
): Promise<Exchange> {
  await (await compileEdiStep(step, properties, surroundings))(exchange)
  return exchange
}

/** Headers whose names begin so, by name. */
export const headersWith = ({ headers }: Exchange, prefix: string): Record<string, unknown> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith(prefix)))
