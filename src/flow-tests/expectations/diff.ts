/** Unchanged lines around a change that are shown. */
const CONTEXT = 2
/** Longer texts are compared without looking for moved lines. */
const MOST_CELLS = 4_000_000
/** Lines of a diff that anybody reads. */
const MOST_LINES = 80

/**
 * What differs, line by line: `-` is expected and not there, `+` is there and not expected. Empty for equal texts.
 *
 * @example lineDiff('a\nb', 'a\nc') // '  a\n- b\n+ c'
 */
export function lineDiff(expected: string, actual: string): string {
  if (expected === actual) return ''
  const lines = shortened(compared(expected.split('\n'), actual.split('\n')))
  const rest = lines.length - MOST_LINES
  return (rest > 0 ? [...lines.slice(0, MOST_LINES), `… ${rest} more lines`] : lines).join('\n')
}

interface Line {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

function compared(left: readonly string[], right: readonly string[]): Line[] {
  const start = sharedStart(left, right)
  const end = sharedStart(left.slice(start).reverse(), right.slice(start).reverse())
  return [
    ...left.slice(0, start).map(same),
    ...changes(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...left.slice(left.length - end).map(same),
  ]
}

const same = (text: string): Line => ({ mark: ' ', text })
const gone = (text: string): Line => ({ mark: '-', text })
const come = (text: string): Line => ({ mark: '+', text })

function sharedStart(left: readonly string[], right: readonly string[]): number {
  let count = 0
  while (count < left.length && count < right.length && left[count] === right[count]) count++
  return count
}

/** By the longest common subsequence. */
function changes(left: readonly string[], right: readonly string[]): Line[] {
  if (left.length * right.length > MOST_CELLS) return [...left.map(gone), ...right.map(come)]
  const lengths = commonLengths(left, right)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      lines.push(same(left[i++]!))
      j++
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) lines.push(gone(left[i++]!))
    else lines.push(come(right[j++]!))
  }
  return [...lines, ...left.slice(i).map(gone), ...right.slice(j).map(come)]
}

/** `[i][j]`: how many lines the texts from there on have in common. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i]![j] = left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}

/** Changes with a little of what is around them. */
function shortened(lines: readonly Line[]): string[] {
  const isNear = (index: number) => lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' ')
  const shown: string[] = []
  let skipped = false
  for (const [index, { mark, text }] of lines.entries()) {
    if (!isNear(index)) skipped = true
    else {
      if (skipped) shown.push('…')
      skipped = false
      shown.push(`${mark} ${text}`)
    }
  }
  return skipped ? [...shown, '…'] : shown
}
