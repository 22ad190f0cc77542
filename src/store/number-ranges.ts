/** A counter that messages draw numbers from. Numbers are decimal digits, longer than a JavaScript number can be. */
export interface NumberRange {
  readonly name: string
  readonly description: string
  readonly minValue: string
  readonly maxValue: string
  /** The number that is drawn next; above `maxValue` the range is used up. */
  readonly currentValue: string
  /** Digits of a drawn number, filled with zeros; 0 = as many as it has. */
  readonly fieldLength: number
  /** Begins again at `minValue` after `maxValue`. */
  readonly rotate: boolean
  readonly deployedBy: string
  readonly deployedOn: number
}

export interface NumberRangeStore {
  create(range: NumberRange): Promise<void>
  update(range: NumberRange): Promise<void>
  delete(name: string): Promise<void>
  find(name: string): Promise<NumberRange | undefined>
  list(): Promise<NumberRange[]>
  /** Draws a number; no two callers get the same. Throws `not-found`, or `conflict` when the range is used up. */
  next(name: string): Promise<string>
}
