/** A line of two texts that were laid over each other. */
export interface DifferenceLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** More lines than this on a side, where they differ, are not compared one by one: it would take a square of the time. */
const MOST_COMPARED = 1500

/** What became of the lines of a text: the fewest removed and added ones that make the one of the other. */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [old, young] = [linesOf(before), linesOf(after)]
  const start = sharedStart(old, young)
  const end = sharedStart(old.slice(start).reverse(), young.slice(start).reverse())
  return [
    ...old.slice(0, start).map(line('same')),
    ...middle(old.slice(start, old.length - end), young.slice(start, young.length - end)),
    ...old.slice(old.length - end).map(line('same')),
  ]
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/\r?\n/))

const line =
  (kind: DifferenceLine['kind']) =>
  (text: string): DifferenceLine => ({ kind, text })

function sharedStart(one: readonly string[], other: readonly string[]): number {
  let count = 0
  while (count < one.length && count < other.length && one[count] === other[count]) count++
  return count
}

function middle(old: readonly string[], young: readonly string[]): DifferenceLine[] {
  if (Math.max(old.length, young.length) > MOST_COMPARED) return [...old.map(line('removed')), ...young.map(line('added'))]
  const lengths = commonLengths(old, young)
  const lines: DifferenceLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < young.length) {
    if (old[i] === young[j]) {
      lines.push({ kind: 'same', text: old[i]! })
      i++
      j++
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) lines.push({ kind: 'removed', text: old[i++]! })
    else lines.push({ kind: 'added', text: young[j++]! })
  }
  return [...lines, ...old.slice(i).map(line('removed')), ...young.slice(j).map(line('added'))]
}

/** How many lines the ends of both texts have in common, from each pair of lines on. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      lengths[i]![j] = old[i] === young[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}

const KINDS: Readonly<Record<string, DifferenceLine['kind']>> = { '- ': 'removed', '+ ': 'added', '  ': 'same' }

/** The lines of a text in which signs say what became of each; what has none is a word about lines that were left out. */
export const linesWithSigns = (text: string): (DifferenceLine | string)[] =>
  text.split('\n').map((signed) => {
    const kind = KINDS[signed.slice(0, 2).padEnd(2)]
    return kind === undefined ? signed : { kind, text: signed.slice(2) }
  })

/** A stretch of a difference; a long one without changes is left out. */
export type Stretch = { readonly lines: readonly DifferenceLine[] } | { readonly omitted: number }

/** Lines around a change that are shown with it. */
const CONTEXT = 3

/** The changes with some lines around them. */
export function withContext(lines: readonly DifferenceLine[]): Stretch[] {
  const isNear = lines.map(() => false)
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== 'same') isNear.fill(true, Math.max(index - CONTEXT, 0), index + CONTEXT + 1)
  }
  const stretches: Stretch[] = []
  for (let from = 0; from < lines.length; ) {
    const next = isNear.indexOf(!isNear[from], from)
    const to = next < 0 ? lines.length : next
    stretches.push(isNear[from] ? { lines: lines.slice(from, to) } : { omitted: to - from })
    from = to
  }
  return stretches
}
