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
  masterKey: {
    env: 'SLUICE_MASTER_KEY',
    flag: undefined,
    schema: z.string(),
    default: '',
    doc: '32 bytes in base64 that protect stored secrets. Empty: the file `master.key` in the data folder, created on first start.',
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
  refusalsKept: {
    env: 'SLUICE_REFUSALS_KEPT',
    flag: '--refusals-kept',
    schema: wholeNumber(0, 10_000_000),
    default: 10_000,
    doc: 'Number of refused calls that are kept for `sluice explain`.',
  },
} as const satisfies Record<string, Setting>

interface Setting {
  readonly env: string
  readonly flag: string | undefined
  readonly schema: z.ZodType<string | number>
  readonly default: string | number
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
