/** What a target is made of: a source field or a function of other bricks. A brick that several others use is one object. */
export type Brick = SourceBrick | FunctionBrick

export interface SourceBrick {
  readonly kind: 'source'
  readonly path: string
  /** Path of the ancestor at whose end the context changes; empty takes the parent. */
  readonly context: string
}

export interface FunctionBrick {
  readonly kind: 'function'
  /** Name of the script that holds it; empty for a standard function. */
  readonly library: string
  readonly name: string
  /** Inputs in the order of their pins. */
  readonly inputs: readonly Input[]
  readonly parameters: Parameters
}

/** The brick that feeds an input, and which of its outputs. */
export interface Input {
  readonly brick: Brick
  readonly output: number
}

/** Configuration of a function by name. */
export type Parameters = ReadonlyMap<string, Parameter>

export interface Parameter {
  readonly text: string
  /** Rows of a table by key, or named settings: `fd`, `type`, `asc`. */
  readonly fields: ReadonlyMap<string, string>
}

export interface TargetBrick {
  readonly path: string
  readonly input: Input
}
