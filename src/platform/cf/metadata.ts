import { z } from 'zod'
import type { ServiceMetadata } from '../../store/service-metadata.ts'

const LABEL = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/
const DOMAIN = /^(?=.{1,253}\/)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\//

const isKey = (key: string): boolean => LABEL.test(key.replace(DOMAIN, ''))

/** A member that is `null` is taken away. */
const labels = z.record(
  z.string().refine(isKey, 'label key error: a key is a name of 63 letters, digits, -, _ and . at most, after a DNS prefix if any'),
  z.union([z.null(), z.literal(''), z.string().regex(LABEL, 'label value error: a value has 63 letters, digits, -, _ and . at most')]),
)
const annotations = z.record(
  z.string().refine(isKey, 'annotation key error: a key is a name of 63 letters, digits, -, _ and . at most, after a DNS prefix if any'),
  z.union([z.null(), z.string().max(5000, 'annotation value error: a value has 5000 characters at most')]),
)

/** `metadata` of a request. */
export const metadataChange = z.strictObject({ labels: labels.optional(), annotations: annotations.optional() })

export const NO_METADATA: ServiceMetadata = { labels: {}, annotations: {}, tags: [] }

export interface MetadataChange {
  readonly metadata?: z.output<typeof metadataChange> | undefined
  readonly tags?: readonly string[] | undefined
}

/** What was noted, with what a request changes of it. */
export function changed(previous: ServiceMetadata, { metadata, tags }: MetadataChange): ServiceMetadata {
  return {
    labels: merged(previous.labels, metadata?.labels),
    annotations: merged(previous.annotations, metadata?.annotations),
    tags: tags ?? previous.tags,
  }
}

function merged(previous: Readonly<Record<string, string>>, change: Readonly<Record<string, string | null>> = {}): Record<string, string> {
  const entries = Object.entries({ ...previous, ...change })
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null))
}
