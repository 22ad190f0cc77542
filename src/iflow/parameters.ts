import type { Document, Element } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'
import type { Files } from './archive.ts'
import type { Parameter } from './model.ts'
import { readPropertiesFile } from './properties-file.ts'
import { decodeText, parseXmlFile } from './xml-file.ts'

export const PARAMETER_VALUES_PATH = 'src/main/resources/parameters.prop'
const PARAMETER_DECLARATIONS_PATH = 'src/main/resources/parameters.propdef'

/** The externalised parameters of a flow (format document §5): values of `parameters.prop` joined with the declarations of `parameters.propdef`. */
export function readParameters(files: Files): Map<string, Parameter> {
  const values = readValues(files.get(PARAMETER_VALUES_PATH))
  const declarations = readDeclarations(files.get(PARAMETER_DECLARATIONS_PATH))
  const keys = new Set([...values.keys(), ...declarations.keys()])
  return new Map([...keys].map((key) => [key, { ...(declarations.get(key) ?? undeclared(key)), value: values.get(key) ?? '' }]))
}

/** The parameters with the values that were set at deployment. Throws `bad-request` for a name that the flow does not know. */
export function overrideParameters(
  parameters: ReadonlyMap<string, Parameter>,
  overrides: ReadonlyMap<string, string>,
  used: Iterable<string> = [],
): Map<string, Parameter> {
  const known = new Set([...parameters.keys(), ...used])
  const result = new Map(parameters)
  for (const [key, value] of overrides) {
    if (!known.has(key)) throw unknownParameter(key, known)
    result.set(key, { ...(parameters.get(key) ?? undeclared(key)), value })
  }
  return result
}

function unknownParameter(key: string, known: ReadonlySet<string>): SluiceError {
  const list = known.size === 0 ? 'The artifact has no parameters' : `The artifact has ${[...known].sort().join(', ')}`
  return new SluiceError('bad-request', `There is no externalised parameter ${JSON.stringify(key)}. ${list}`)
}

const undeclared = (key: string): Parameter => ({ key, value: '', dataType: 'xsd:string', required: false, description: '' })

const readValues = (bytes: Uint8Array | undefined): Map<string, string> =>
  bytes ? readPropertiesFile(decodeText(bytes), PARAMETER_VALUES_PATH) : new Map()

function readDeclarations(bytes: Uint8Array | undefined): Map<string, Parameter> {
  if (!bytes || decodeText(bytes).trim() === '') return new Map()
  const document = parseXmlFile(bytes, PARAMETER_DECLARATIONS_PATH)
  return new Map(declarationsOf(document).map((parameter) => [parameter.key, parameter]))
}

function declarationsOf(document: Document): Parameter[] {
  const elements = document.documentElement?.children.filter((child) => child.localName === 'parameter') ?? []
  return elements.map((element) => ({
    ...undeclared(childText(element, 'name') || childText(element, 'key')),
    dataType: childText(element, 'type') || 'xsd:string',
    required: childText(element, 'isRequired') === 'true',
    description: childText(element, 'description'),
  }))
}

const childText = (element: Element, name: string): string =>
  (element.children.find((child) => child.localName === name)?.textContent ?? '').trim()
