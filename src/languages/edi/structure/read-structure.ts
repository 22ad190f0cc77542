import type { Resources } from '../../../iflow/model.ts'
import { parseXmlFile } from '../../../iflow/xml-file.ts'
import { messageOf, SluiceError } from '../../../kernel/errors.ts'
import { children, descendants } from '../../message-mapping/elements.ts'
import { type Component, nameOf, XsdSchemas } from '../../message-mapping/structure/xsd-schemas.ts'
import type { ComponentDefinition, FieldDefinition, GroupDefinition, PartDefinition, SegmentDefinition } from './definition.ts'
import { type Particle, particlesOf } from './particles.ts'
import { readValueType } from './value-type.ts'

/** A message as a schema of Integration Advisor describes it. */
export interface MessageStructure {
  /** The element `M_ORDERS`. */
  readonly message: GroupDefinition
  /** Namespace of the message as root; empty for none. */
  readonly namespace: string
  /** Namespace of `Interchange` as root: that of the schema, or the one of the type system that it names. */
  readonly interchangeNamespace: string
  /** Whether GS and GE stand in an element `FunctionalGroup`. */
  readonly hasGroupElement: boolean
}

/**
 * Reads a schema: the element `M_…`, alone or in `Interchange`, with groups `G_…`, segments `S_…`, composites `C_…` and data
 * elements `D_…`. Throws `deploy-failed` naming the file when it is of another kind.
 *
 * @param path key of the file in `resources`, which also has the files that it includes
 */
export function readStructure(path: string, resources: Resources): MessageStructure {
  const schemas = load(path, resources)
  const element = parseXmlFile(resources.get(path)!, path).documentElement!
  const names = children(element, 'element').map((global) => nameOf(global))
  const root = names.find((name) => name === 'Interchange') ?? names.find((name) => name.startsWith('M_'))
  const particle =
    root === undefined ? undefined : messageParticle(schemas, schemas.root(root, element.getAttribute('targetNamespace') ?? '')!)
  if (!particle) {
    const reason = 'it has no element M_… of Integration Advisor; schemas of Process Integration are not supported'
    throw new SluiceError('deploy-failed', `${path} describes no EDI message: ${reason}`)
  }
  const namespace = element.getAttribute('targetNamespace') ?? ''
  return {
    message: new StructureReader(schemas, path).group(particle),
    namespace: particle.isGlobal ? namespace : '',
    interchangeNamespace: namespace || typeSystemNamespace(element),
    hasGroupElement: root !== 'Interchange' || particle.isInGroup,
  }
}

function load(path: string, resources: Resources): XsdSchemas {
  try {
    return new XsdSchemas(path, resources)
  } catch (cause) {
    throw new SluiceError('deploy-failed', messageOf(cause), { cause })
  }
}

interface MessageParticle extends Particle {
  readonly isGlobal: boolean
  readonly isInGroup: boolean
}

function messageParticle(schemas: XsdSchemas, root: Component): MessageParticle | undefined {
  if (nameOf(root.element).startsWith('M_')) return { declaration: root, minimum: 1, maximum: 1, isGlobal: true, isInGroup: false }
  const inner = particlesOf(schemas, root)
  const group = inner.find(({ declaration }) => nameOf(declaration.element) === 'FunctionalGroup')
  const candidates = group ? particlesOf(schemas, group.declaration) : inner
  const found = candidates.find(({ declaration }) => nameOf(declaration.element).startsWith('M_'))
  return found && { ...found, isGlobal: false, isInGroup: group !== undefined }
}

/** What the schema says of its origin: agency 6 and type system UN-EDIFACT make `urn:sap.com:typesystem:b2b:6:un-edifact`. */
function typeSystemNamespace(schema: Parameters<typeof descendants>[0]): string {
  const facts = new Map(descendants(schema, 'info').map((info) => [info.getAttribute('key'), info.getAttribute('value') ?? '']))
  const [agency, typeSystem] = [facts.get('responsibleAgencyCode'), facts.get('typeSystem')]
  return agency && typeSystem ? `urn:sap.com:typesystem:b2b:${agency}:${typeSystem.toLowerCase()}` : ''
}

/** Groups in groups; no directory has half as many. */
const MAXIMUM_DEPTH = 40
/** Elements with all that types contain again and again; the largest messages have a tenth of it. */
const MAXIMUM_ELEMENTS = 200_000
/** More positions than a segment has elements in any directory. */
const UNBOUNDED_FIELDS = 99

/** Writes out what a schema says by types, which may contain themselves. */
class StructureReader {
  readonly #schemas: XsdSchemas
  readonly #path: string
  #elements = 0

  constructor(schemas: XsdSchemas, path: string) {
    this.#schemas = schemas
    this.#path = path
  }

  group({ declaration, minimum, maximum }: Particle, depth = 0): GroupDefinition {
    if (depth > MAXIMUM_DEPTH) this.#fail(`groups are nested more than ${MAXIMUM_DEPTH} times`)
    const parts = this.#particles(declaration).map((particle) => this.#part(particle, depth + 1))
    return { kind: 'group', name: nameOf(declaration.element), minimum, maximum, parts }
  }

  #part(particle: Particle, depth: number): PartDefinition {
    const name = nameOf(particle.declaration.element)
    if (name.startsWith('G_')) return this.group(particle, depth)
    if (name.startsWith('S_')) return this.#segment(particle)
    return this.#fail(`the element ${name} is neither a group G_… nor a segment S_…`)
  }

  /** A second definition of a segment in one parent has a number behind its tag: `S_DTM_2`. */
  #segment({ declaration, minimum, maximum }: Particle): SegmentDefinition {
    const name = nameOf(declaration.element)
    const fields = this.#particles(declaration).flatMap((particle) => this.#fields(particle))
    return { kind: 'segment', name, tag: name.split('_')[1]!, minimum, maximum, fields }
  }

  #fields(particle: Particle): FieldDefinition[] {
    const name = nameOf(particle.declaration.element)
    const content = name.startsWith('C_') ? this.#components(particle.declaration) : readValueType(this.#schemas, particle.declaration)
    return positions(particle, (isRequired) => ({ name, content, isRequired }))
  }

  #components(composite: Component): ComponentDefinition[] {
    return this.#particles(composite).flatMap((particle) => {
      const { declaration } = particle
      const content = readValueType(this.#schemas, declaration)
      return positions(particle, (isRequired) => ({ name: nameOf(declaration.element), content, isRequired }))
    })
  }

  #particles(declaration: Component): Particle[] {
    const particles = particlesOf(this.#schemas, declaration)
    this.#elements += particles.length
    if (this.#elements > MAXIMUM_ELEMENTS) this.#fail(`the message has more than ${MAXIMUM_ELEMENTS} elements`)
    return particles
  }

  #fail(reason: string): never {
    throw new SluiceError('deploy-failed', `${this.#path}: ${reason}`)
  }
}

/** What occurs several times in a segment or composite, takes as many positions. */
const positions = <T>({ minimum, maximum }: Particle, definition: (isRequired: boolean) => T): T[] =>
  Array.from({ length: Math.min(maximum, UNBOUNDED_FIELDS) }, (_, index) => definition(index < minimum))
