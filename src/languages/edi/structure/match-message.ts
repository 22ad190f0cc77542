import type { Segment } from '../syntax/segment.ts'
import { beginsWith, type GroupDefinition, type PartDefinition, type SegmentDefinition } from './definition.ts'
import type { Fault, FaultKind } from './fault.ts'

export interface MatchedSegment {
  readonly kind: 'segment'
  readonly definition: SegmentDefinition
  readonly segment: Segment
  /** Number in the message, from 1. */
  readonly position: number
}

export interface MatchedGroup {
  readonly kind: 'group'
  readonly definition: GroupDefinition
  readonly children: readonly Matched[]
}

export type Matched = MatchedSegment | MatchedGroup

export interface MatchedMessage {
  readonly root: MatchedGroup
  /** In the order of their segments. */
  readonly faults: readonly Fault[]
}

/**
 * Finds for every segment its place in the structure of a message. Segments are told apart by their tags; one that fits several
 * places goes to the innermost group, and there to the first. One without a place is a fault and stays out.
 */
export function matchMessage(definition: GroupDefinition, segments: readonly Segment[]): MatchedMessage {
  const matcher = new Matcher(definition, segments)
  return { root: matcher.root(), faults: matcher.faults }
}

/** A group in which the matcher is, and the part of it that comes next. */
interface Frame {
  readonly name: string
  readonly parts: readonly PartDefinition[]
  index: number
}

class Matcher {
  readonly faults: Fault[] = []
  readonly #definition: GroupDefinition
  readonly #segments: readonly Segment[]
  readonly #tags: ReadonlySet<string>
  readonly #frames: Frame[] = []
  #next = 0

  constructor(definition: GroupDefinition, segments: readonly Segment[]) {
    this.#definition = definition
    this.#segments = segments
    this.#tags = new Set(tagsOf(definition))
  }

  root(): MatchedGroup {
    const root = this.#group(this.#definition)
    for (; this.#next < this.#segments.length; this.#next++) this.#skip()
    return root
  }

  #group(definition: GroupDefinition): MatchedGroup {
    const frame: Frame = { name: definition.name, parts: definition.parts, index: 0 }
    const children: Matched[] = []
    this.#frames.push(frame)
    for (; frame.index < definition.parts.length; frame.index++) this.#part(definition.parts[frame.index]!, children)
    this.#frames.pop()
    return { kind: 'group', definition, children }
  }

  /** Adds all occurrences of a part at this place. */
  #part(part: PartDefinition, found: Matched[]): void {
    let count = 0
    for (;;) {
      this.#skipMisplaced()
      const segment = this.#segments[this.#next]
      if (!segment || !beginsWith(part, segment.tag)) break
      if (count >= part.maximum) {
        if (this.#hasPlaceLater(segment.tag)) break
        if (part.kind === 'group') this.#report('group-repeated', segment.tag, [part.name], part.name)
        else this.#report('segment-repeated', segment.tag, [part.name])
      }
      found.push(part.kind === 'group' ? this.#group(part) : this.#segment(part, segment))
      count += 1
    }
    if (count < part.minimum) this.#missing(part)
  }

  #segment(definition: SegmentDefinition, segment: Segment): MatchedSegment {
    this.#next += 1
    return { kind: 'segment', definition, segment, position: this.#next }
  }

  /** A mandatory group is missing by its first mandatory segment. */
  #missing(part: PartDefinition, around: readonly string[] = []): void {
    const path = [...around, part.name]
    if (part.kind === 'segment') this.#report('segment-missing', part.tag, path)
    else for (const inner of part.parts.filter(({ minimum }) => minimum > 0).slice(0, 1)) this.#missing(inner, path)
  }

  #skipMisplaced(): void {
    while (this.#next < this.#segments.length && !this.#hasPlace(this.#segments[this.#next]!.tag)) {
      this.#skip()
      this.#next += 1
    }
  }

  #skip(): void {
    const { tag } = this.#segments[this.#next]!
    this.#report(this.#tags.has(tag) ? 'segment-misplaced' : 'segment-unknown', tag, [`S_${tag}`])
  }

  /** Here, further on, or in another occurrence of a group around. */
  #hasPlace(tag: string): boolean {
    return this.#frames.some(({ parts, index }) => parts.some((part, at) => at >= index && beginsWith(part, tag)))
  }

  #hasPlaceLater(tag: string): boolean {
    const innermost = this.#frames.length - 1
    return this.#frames.some(({ parts, index }, depth) =>
      parts.some((part, at) => (depth === innermost ? at > index : at >= index) && beginsWith(part, tag)),
    )
  }

  /** @param inner path in the group in which the matcher is, or behind the message */
  #report(kind: FaultKind, tag: string, inner: readonly string[], group?: string): void {
    const groups = this.#frames.slice(1).map(({ name }) => name)
    this.faults.push({
      kind,
      position: Math.min(this.#next + 1, this.#segments.length),
      tag,
      path: [this.#definition.name, ...groups, ...inner],
      ...(group === undefined ? {} : { group }),
    })
  }
}

const tagsOf = (part: PartDefinition): string[] => (part.kind === 'segment' ? [part.tag] : part.parts.flatMap(tagsOf))
