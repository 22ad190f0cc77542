import type { Element } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'
import type { Brick, Input, Parameter, Parameters, TargetBrick } from './brick.ts'
import { child, children } from './elements.ts'

/** Reads the bricks of a transformation. A brick with an id may stand in another target's tree, before or after its use. */
export class BrickReader {
  readonly #file: string
  readonly #transformation: Element
  readonly #shared = new Map<string, Element>()
  readonly #read = new Map<Element, Brick>()

  constructor(file: string, transformation: Element) {
    this.#file = file
    this.#transformation = transformation
    this.#collectShared(transformation)
  }

  /** The targets that something is mapped to; a target that is switched off, or has no input, is left out. */
  targets(): TargetBrick[] {
    return children(this.#transformation, 'brick')
      .filter((brick) => brick.getAttribute('type') === 'Dst' && !isSwitchedOff(brick))
      .flatMap((brick) => {
        const path = brick.getAttribute('path') ?? ''
        const [input] = this.#inputs(brick, path)
        return input ? [{ path, input }] : []
      })
  }

  #collectShared(parent: Element): void {
    for (const element of children(parent)) {
      const id = element.getAttribute('object_uid')
      if (id !== null && element.localName === 'brick' && element.hasAttribute('type')) this.#shared.set(id, element)
      if (element.localName === 'brick' || element.localName === 'arg') this.#collectShared(element)
    }
  }

  #inputs(brick: Element, target: string): Input[] {
    return children(brick, 'arg')
      .map((arg) => ({ pin: Number(arg.getAttribute('pin') ?? 0), arg }))
      .sort((a, b) => a.pin - b.pin)
      .flatMap(({ arg }) => {
        const inner = child(arg, 'brick')
        return inner ? [{ brick: this.#brick(inner, target), output: Number(arg.getAttribute('from') ?? 0) }] : []
      })
  }

  #brick(element: Element, target: string): Brick {
    const definition = element.hasAttribute('type') ? element : this.#reference(element, target)
    const known = this.#read.get(definition)
    if (known) return known
    const brick = this.#define(definition, target)
    this.#read.set(definition, brick)
    return brick
  }

  #reference(element: Element, target: string): Element {
    const id = element.getAttribute('object_uid') ?? ''
    return this.#shared.get(id) ?? this.#fail(target, `the shared part ${id} is missing`)
  }

  #define(element: Element, target: string): Brick {
    const type = element.getAttribute('type')
    if (type === 'Src') {
      return { kind: 'source', path: element.getAttribute('path') ?? '', context: element.getAttribute('context') ?? '' }
    }
    if (type !== 'Func') return this.#fail(target, `an element of type ${type} is unknown`)
    const library = element.getAttribute('fns') ?? ''
    return {
      kind: 'function',
      library: library === 'dflt' ? '' : library,
      name: element.getAttribute('fname') ?? '',
      inputs: this.#inputs(element, target),
      parameters: parameters(element),
    }
  }

  #fail(target: string, reason: string): never {
    throw new SluiceError('deploy-failed', `${this.#file}, target ${target}: ${reason}`)
  }
}

const isSwitchedOff = (brick: Element): boolean =>
  children(brick, 'properties')
    .flatMap((properties) => children(properties, 'property'))
    .some((property) => property.getAttribute('name') === 'switchedOff' && property.textContent === 'true')

const parameters = (brick: Element): Parameters =>
  new Map(
    children(brick, 'bindings')
      .flatMap((bindings) => children(bindings, 'param'))
      .map((param) => [param.getAttribute('name') ?? '', parameter(child(param, 'value'))]),
  )

/** A value is text, or one element with settings as attributes and children, or with the rows of a table. */
function parameter(value: Element | undefined): Parameter {
  const fields = new Map<string, string>()
  for (const settings of value ? children(value) : []) {
    for (const attribute of settings.attributes) fields.set(attribute.localName, attribute.value)
    for (const row of children(settings)) fields.set(row.getAttribute('name') ?? row.localName, row.textContent ?? '')
  }
  return { text: fields.size > 0 ? '' : (value?.textContent ?? ''), fields }
}
