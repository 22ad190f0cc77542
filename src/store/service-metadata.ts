/** What users note about a service instance or a service key; nothing here depends on it. */
export interface ServiceMetadata {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** Of instances only. */
  readonly tags: readonly string[]
}

export interface ServiceMetadataStore {
  /** By id of the instance or key; those without a note are not in it. */
  all(): Promise<ReadonlyMap<string, ServiceMetadata>>
  /** Replaces what was noted. Ends with the instance or key. Throws `not-found` when that is missing. */
  put(of: { readonly kind: 'instance' | 'key'; readonly id: string }, metadata: ServiceMetadata): Promise<void>
}
