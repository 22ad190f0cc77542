/** One step of a path in a mapping: `/ns0:Order/Item[1]/@id`. */
export interface PathStep {
  /** Prefix as written; empty without one. */
  readonly prefix: string
  readonly name: string
  readonly isAttribute: boolean
  /** Which copy of a duplicated target node: 0 for the node itself. */
  readonly copy: number
}

/** JSON member names may hold colons: paths into JSON structures have no prefixes. */
export function parsePath(path: string, hasPrefixes: boolean): PathStep[] {
  return path
    .split('/')
    .filter((step) => step !== '')
    .map((step) => parseStep(step, hasPrefixes))
}

const STEP = /^(@?)(?:([^:]*):)?(.*?)(?:\[(\d+)\])?$/s
const PLAIN_STEP = /^(@?)()(.*?)(?:\[(\d+)\])?$/s

function parseStep(step: string, hasPrefixes: boolean): PathStep {
  const [, at, prefix, name, copy] = (hasPrefixes ? STEP : PLAIN_STEP).exec(step) as RegExpExecArray
  return { prefix: prefix ?? '', name: name!, isAttribute: hasPrefixes && at === '@', copy: Number(copy ?? 0) }
}
