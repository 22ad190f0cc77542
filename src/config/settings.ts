import { z } from 'zod'

/**
 * Every setting of the server, declared once: environment variable, command-line flag, default and documentation come from
 * here. `docs/reference/configuration.md` is generated from it.
 */
export const SETTINGS = {
  dataDir: {
    env: 'SLUICE_DATA_DIR',
    flag: '--data-dir',
    schema: z.string().min(1),
    default: './data',
    doc: 'Folder of the database, the keys and the admin token. Created with mode 0700.',
  },
  host: {
    env: 'SLUICE_HOST',
    flag: '--host',
    schema: z.string().min(1),
    default: '127.0.0.1',
    doc: 'Address that both listeners bind. Loopback until you set another.',
  },
  port: { env: 'SLUICE_PORT', flag: '--port', schema: port(), default: 8080, doc: 'Port of the http listener; 0 takes a free one.' },
  httpsPort: {
    env: 'SLUICE_HTTPS_PORT',
    flag: '--https-port',
    schema: port(),
    default: 8443,
    doc: 'Port of the https listener; 0 takes a free one.',
  },
  publicUrl: {
    env: 'SLUICE_PUBLIC_URL',
    flag: '--public-url',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
    default: '',
    doc: 'Origin under which callers reach the server; stands in tokens, keys and endpoint addresses. Empty: http://<host>:<port>.',
  },
  tenantDomain: {
    env: 'SLUICE_TENANT_DOMAIN',
    flag: '--tenant-domain',
    schema: z.union([z.literal(''), z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'expected a domain in lower case')]),
    default: '',
    doc: 'Domain below which every subaccount has a host of its own for tokens and keys: <subdomain>.authentication.<domain> and oauthasservices-<subdomain>.<domain>. Empty: all share the public URL.',
  },
  masterKey: {
    env: 'SLUICE_MASTER_KEY',
    flag: undefined,
    schema: z.string(),
    default: '',
    doc: '32 bytes in base64 that protect stored secrets. Empty: the file `master.key` in the data folder, created on first start.',
    secret: true,
  },
  brokerCredentials: {
    env: 'SLUICE_BROKER_CREDENTIALS',
    flag: undefined,
    schema: z.string(),
    default: '',
    doc: 'User and password of the service broker, with a colon between them. Empty: the file `broker-credentials` in the data folder, created on first start.',
    secret: true,
  },
  bufferLimitMb: {
    env: 'SLUICE_BUFFER_LIMIT_MB',
    flag: '--buffer-limit-mb',
    schema: wholeNumber(1, 1024),
    default: 64,
    doc: 'Largest message body that a step may read into memory, in megabytes.',
  },
  scriptTimeoutSeconds: {
    env: 'SLUICE_SCRIPT_TIMEOUT',
    flag: '--script-timeout',
    schema: wholeNumber(1, 3600),
    default: 60,
    doc: 'Longest time that one script call may take, in seconds.',
  },
  scriptMemoryMb: {
    env: 'SLUICE_SCRIPT_MEMORY_MB',
    flag: '--script-memory-mb',
    schema: wholeNumber(64, 65_536),
    default: 1024,
    doc: 'Memory that all scripts together may take, in megabytes; when it is full, the call that took most is stopped.',
  },
  traceMinutes: {
    env: 'SLUICE_TRACE_MINUTES',
    flag: '--trace-minutes',
    schema: wholeNumber(0, 525_600),
    default: 10,
    doc: 'Minutes after which log level TRACE falls back to the level before; 0: it stays.',
  },
  traceKeptMinutes: {
    env: 'SLUICE_TRACE_KEPT_MINUTES',
    flag: '--trace-kept-minutes',
    schema: wholeNumber(1, 525_600),
    default: 60,
    doc: 'Minutes that traced message content is kept.',
  },
  messageLogsKeptDays: {
    env: 'SLUICE_MESSAGE_LOGS_KEPT_DAYS',
    flag: '--message-logs-kept-days',
    schema: wholeNumber(1, 36_500),
    default: 30,
    doc: 'Days that message processing logs are kept, with their runs, attachments and errors.',
  },
  messageStoreKeptDays: {
    env: 'SLUICE_MESSAGE_STORE_KEPT_DAYS',
    flag: '--message-store-kept-days',
    schema: wholeNumber(1, 36_500),
    default: 90,
    doc: 'Days that messages are kept which flows persisted.',
  },
  deployTasksKeptDays: {
    env: 'SLUICE_DEPLOY_TASKS_KEPT_DAYS',
    flag: '--deploy-tasks-kept-days',
    schema: wholeNumber(1, 36_500),
    default: 30,
    doc: 'Days that the outcome of a deployment can be asked for by its task id.',
  },
  refusalsKept: {
    env: 'SLUICE_REFUSALS_KEPT',
    flag: '--refusals-kept',
    schema: wholeNumber(0, 10_000_000),
    default: 10_000,
    doc: 'Number of refused calls that are kept for `sluice explain`.',
  },
  refusalsKeptDays: {
    env: 'SLUICE_REFUSALS_KEPT_DAYS',
    flag: '--refusals-kept-days',
    schema: wholeNumber(1, 3650),
    default: 30,
    doc: 'Days after which a refused call is forgotten, however few there are.',
  },
  auditKeptDays: {
    env: 'SLUICE_AUDIT_KEPT_DAYS',
    flag: '--audit-kept-days',
    schema: wholeNumber(1, 36_500),
    default: 365,
    doc: 'Days that entries of the audit log are kept.',
  },
  secretMinimumLength: {
    env: 'SLUICE_SECRET_MINIMUM_LENGTH',
    flag: '--secret-minimum-length',
    schema: wholeNumber(1, 128),
    default: 1,
    doc: 'Characters that a chosen client secret must have. Less than 16 are accepted with a warning.',
  },
  signingKeyDays: {
    env: 'SLUICE_SIGNING_KEY_DAYS',
    flag: '--signing-key-days',
    schema: wholeNumber(0, 3650),
    default: 90,
    doc: 'Days that a key signs tokens before the next one takes over, with overlap; 0: until an administrator rotates.',
  },
  clientCaFile: {
    env: 'SLUICE_CLIENT_CA_FILE',
    flag: '--client-ca-file',
    schema: z.string(),
    default: '',
    doc: 'PEM file with the authorities, intermediates too, whose client certificates are trusted by name. Empty: only those issued here.',
  },
  trustedProxies: {
    env: 'SLUICE_TRUSTED_PROXIES',
    flag: '--trusted-proxies',
    schema: z.string(),
    default: '',
    doc: 'Addresses or networks of proxies that forward client certificates, X-Forwarded-For and X-Forwarded-Proto, separated by commas. From all others these headers are worth nothing.',
  },
  clientCertificateHeader: {
    env: 'SLUICE_CLIENT_CERTIFICATE_HEADER',
    flag: '--client-certificate-header',
    schema: z.string().regex(/^[A-Za-z0-9-]+$/, 'expected the name of a header'),
    default: 'x-forwarded-client-cert',
    doc: 'Header in which trusted proxies forward the certificate: PEM, URL-encoded, or DER in base64.',
  },
  failuresPerClient: {
    env: 'SLUICE_FAILURES_PER_CLIENT',
    flag: '--failures-per-client',
    schema: wholeNumber(0, 1_000_000),
    default: 10,
    doc: 'Failed authentications of one client from one address before each further one doubles the wait, up to a minute; one a minute is forgotten. 0: no limit.',
  },
  failuresPerSource: {
    env: 'SLUICE_FAILURES_PER_SOURCE',
    flag: '--failures-per-source',
    schema: wholeNumber(0, 1_000_000),
    default: 100,
    doc: 'The same for all clients of one address together; ten a minute are forgotten. 0: no limit.',
  },
  tokenRequestsPerSecond: {
    env: 'SLUICE_TOKEN_REQUESTS_PER_SECOND',
    flag: '--token-requests-per-second',
    schema: wholeNumber(0, 1_000_000),
    default: 0,
    doc: 'Tokens that one client may get in a second; more are answered 429. The real service allows 60. 0: no limit.',
  },
  tokenByGet: {
    env: 'SLUICE_TOKEN_BY_GET',
    flag: undefined,
    schema: truthValue(),
    default: false,
    doc: 'Whether the token endpoints answer GET too. RFC 6749 asks for POST, because URLs are logged.',
  },
  credentialsInQuery: {
    env: 'SLUICE_CREDENTIALS_IN_QUERY',
    flag: undefined,
    schema: truthValue(),
    default: false,
    doc: 'Whether the Cloud Foundry token endpoint takes client_id and client_secret from the URL. RFC 6749 forbids it, because URLs are logged.',
  },
  plainHttpTokens: {
    env: 'SLUICE_PLAIN_HTTP_TOKENS',
    flag: undefined,
    schema: truthValue(),
    default: false,
    doc: 'Whether the token endpoints take credentials over plain http from other machines than this one and the trusted proxies.',
  },
} as const satisfies Record<string, Setting>

interface Setting {
  readonly env: string
  readonly flag: string | undefined
  readonly schema: z.ZodType<string | number | boolean>
  readonly default: string | number | boolean
  readonly doc: string
  readonly secret?: boolean
}

export type SettingName = keyof typeof SETTINGS
export type Settings = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['schema']> }

function port() {
  return wholeNumber(0, 65_535)
}

/** A number in JSON, or its digits in a flag or variable. */
function wholeNumber(least: number, most: number) {
  const digits = z.string().regex(/^\d+$/, `expected a whole number from ${least} to ${most}`).transform(Number)
  return z.union([z.number(), digits], `expected a whole number from ${least} to ${most}`).pipe(z.int().min(least).max(most))
}

/** In JSON as such, elsewhere as a word. */
function truthValue() {
  return z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')], 'expected true or false')
}
