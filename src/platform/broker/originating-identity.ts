import { BrokerError } from './broker-error.ts'

/** On whose behalf a platform calls: `X-Broker-API-Originating-Identity: <platform> <base64 of JSON>`. */
export interface OriginatingIdentity {
  readonly platform: string
  /** `user_id` of Cloud Foundry, `username` of Kubernetes. */
  readonly user: string
}

/** Nothing when the platform does not say. Throws 400 for what cannot be read. */
export function originatingIdentity(header: string | undefined): OriginatingIdentity | undefined {
  if (header === undefined) return undefined
  const [, platform, encoded] = /^([\w.-]{1,64}) +([A-Za-z0-9+/]+={0,2})$/.exec(header) ?? []
  const value = encoded === undefined ? undefined : parse(Buffer.from(encoded, 'base64').toString('utf8'))
  if (platform === undefined || value === undefined) {
    throw new BrokerError(400, 'X-Broker-API-Originating-Identity must be a platform and a JSON object in base64')
  }
  const user = value.user_id ?? value.username
  return { platform, user: typeof user === 'string' ? user.slice(0, 200) : '' }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
