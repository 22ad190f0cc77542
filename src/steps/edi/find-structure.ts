import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Config } from '../../engine/fields.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { MessageKey } from '../../languages/edi/interchange.ts'
import { type MessageStructure, readStructure } from '../../languages/edi/structure/read-structure.ts'
import type { Standard } from '../../languages/edi/syntax/segment-reader.ts'
import { textOf } from '../../languages/simple/value.ts'
import { CompiledFiles } from '../referenced-file/compiled-files.ts'
import { resourcePath } from '../referenced-file/referenced-file.ts'
import { settingFor } from './header-setting.ts'
import { SCHEMA_SOURCES, type schemaFields, TITLES } from './tab-fields.ts'

/** Finds the structure of a message. Throws `processing-failed` when there is no schema for it. */
export type FindStructure = (exchange: Exchange, key: MessageKey) => Promise<MessageStructure>

type SchemaConfig = Config<ReturnType<typeof schemaFields>>

/**
 * Finds structures by the settings of one standard.
 *
 * @param sourceHeader header that replaces the source of schemas
 */
export function compileFindStructure(
  standard: Standard,
  config: Pick<SchemaConfig, 'source' | 'schemas' | 'headerName'>,
  sourceHeader: string,
  context: StepContext,
): FindStructure {
  const source = { header: sourceHeader, configured: config.source, choices: SCHEMA_SOURCES }
  return compileFindStructureBy((exchange) => settingFor(exchange, source), config, `${TITLES[standard]} schema`, context)
}

/** Reads the schemas of the table at deployment; one that a header names at its first message. */
export function compileFindStructureBy(
  sourceOf: (exchange: Exchange) => (typeof SCHEMA_SOURCES)[number],
  config: Pick<SchemaConfig, 'schemas' | 'headerName'>,
  construct: string,
  context: StepContext,
): FindStructure {
  const { flow } = context
  const files = new CompiledFiles(flow, async ({ path, content }) => readStructure(path, new Map([...flow.resources, [path, content]])))
  const known = tableStructures(config.schemas, construct, context)
  return async (exchange, key) => {
    if (sourceOf(exchange) === 'Header') return files.get(namedSchema(exchange, config.headerName, key))
    const names = schemaNames(key)
    const name = names.find((candidate) => known.has(candidate)) ?? onlyOfType(key, [...known.keys()])
    if (name !== undefined) return known.get(name)!
    throw new SluiceError(
      'processing-failed',
      `There is no schema for ${describeKey(key)}: the step has none with the name ${names.at(0)}.xsd`,
    )
  }
}

function tableStructures(schemas: SchemaConfig['schemas'], construct: string, context: StepContext): ReadonlyMap<string, MessageStructure> {
  const paths = schemas.map((row) => resourcePath(Object.values(row)[0] ?? '')).filter((path) => path !== '')
  return new Map(
    paths.map((path) => {
      if (!context.flow.resources.has(path)) context.fail(construct, `The flow has no file ${path}`)
      try {
        return [baseName(path), readStructure(path, context.flow.resources)]
      } catch (cause) {
        return context.fail(construct, messageOf(cause))
      }
    }),
  )
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.xsd$/i, '')

/**
 * File names without ending, the most exact first (SAP Help, “Define EDI to XML Converter”): `UN-EDIFACT_ORDERS_D96A_EAN008`,
 * `UN-EDIFACT_ORDERS_D96A`, `ODETTE_ORDERR_2`, `ASC-X12_850_004010`.
 */
function schemaNames({ standard, type, version, release, association }: MessageKey): string[] {
  if (standard === 'x12') return [`ASC-X12_${type}_${version}`, `ASC-X12_${type}_${version.slice(0, X12_VERSION_LENGTH)}`]
  const full = version + release
  return [
    ...(association === '' ? [] : [`UN-EDIFACT_${type}_${full}_${association}`]),
    `UN-EDIFACT_${type}_${full}`,
    `ODETTE_${type}_${full}`,
  ]
}

/** Behind it stands the name of an extension. */
const X12_VERSION_LENGTH = 6

/** A message without envelope does not tell its version. */
function onlyOfType({ standard, type, version }: MessageKey, names: readonly string[]): string | undefined {
  if (version !== '') return undefined
  const candidates = names.filter((name) => name.startsWith(standard === 'x12' ? `ASC-X12_${type}_` : `UN-EDIFACT_${type}_`))
  return candidates.length === 1 ? candidates[0] : undefined
}

function namedSchema({ headers }: Exchange, name: string, key: MessageKey): string {
  const value = textOf(headers.get(name)).trim()
  if (value === '') throw new SluiceError('processing-failed', `The header ${name}, which names the schema, is not set`)
  return value.replace(/\$\{edi\.(?:SAP_)?EDI_(\w+)\}/g, (_, fact: string) => factsOf(key)[fact] ?? '')
}

/** SAP Help, “Parameterizable Integration Flow Components”. */
const factsOf = ({ standard, type, version, release }: MessageKey): Readonly<Record<string, string>> => ({
  Document_Standard: standard === 'x12' ? 'ASC-X12' : 'UN-EDIFACT',
  Message_Type: type,
  Message_Version: version + release,
})

const describeKey = ({ standard, type, version, release }: MessageKey): string => `${TITLES[standard]} ${type} ${version}${release}`.trim()
