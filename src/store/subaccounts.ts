export type Dialect = 'neo' | 'cloud-foundry'

/** A tenant as one of the two environments sees it. */
export interface Subaccount {
  /** GUID; the `zid` of Cloud Foundry tokens. */
  readonly id: string
  /** First host label: `acme` in `acme.authentication.…`. Unique per dialect. */
  readonly subdomain: string
  readonly dialect: Dialect
  readonly displayName: string
  readonly createdAt: number
}

export interface SubaccountStore {
  create(subaccount: Subaccount): Promise<void>
  /** Oldest first. */
  list(): Promise<Subaccount[]>
}
