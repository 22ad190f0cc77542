import { existsSync, readFileSync } from 'node:fs'
import { SluiceError } from '../kernel/errors.ts'
import { SETTINGS, type SettingName, type Settings } from './settings.ts'

/** Where a value came from, strongest first. */
export type SettingSource = 'flag' | 'environment' | 'file' | 'default'

export interface ResolvedSettings {
  readonly settings: Settings
  readonly sources: Readonly<Record<SettingName, SettingSource>>
}

/**
 * Resolves every setting: flag before environment before file before default. The file is JSON with the setting names as
 * keys: the one named by `SLUICE_CONFIG`, else `sluice.json` in the working folder when there is one.
 * Throws `bad-request` that names the setting, its source and what was expected.
 */
export function readSettings(flags: Partial<Record<SettingName, unknown>>, environment: NodeJS.ProcessEnv): ResolvedSettings {
  const file = readSettingsFile(environment.SLUICE_CONFIG)
  const settings: Record<string, unknown> = {}
  const sources: Record<string, SettingSource> = {}
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const [value, source] = pick(name, flags, environment, file)
    settings[name] = parse(name, value, source)
    sources[name] = source
  }
  return { settings: settings as Settings, sources: sources as Record<SettingName, SettingSource> }
}

/** The settings as a table for `--print-config`: secrets are not shown. */
export function printSettings({ settings, sources }: ResolvedSettings): string {
  const rows = (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const setting = SETTINGS[name]
    const value = 'secret' in setting && settings[name] !== '' ? '(set)' : JSON.stringify(settings[name])
    return `${name.padEnd(22)} ${value.padEnd(28)} ${sources[name].padEnd(12)} ${setting.env}`
  })
  return `${rows.join('\n')}\n`
}

function pick(
  name: SettingName,
  flags: Partial<Record<SettingName, unknown>>,
  environment: NodeJS.ProcessEnv,
  file: Record<string, unknown>,
): [unknown, SettingSource] {
  const { env, default: fallback } = SETTINGS[name]
  if (flags[name] !== undefined) return [flags[name], 'flag']
  if (environment[env] !== undefined && environment[env] !== '') return [environment[env], 'environment']
  if (file[name] !== undefined) return [file[name], 'file']
  return [fallback, 'default']
}

function parse(name: SettingName, value: unknown, source: SettingSource): unknown {
  const setting = SETTINGS[name]
  const result = setting.schema.safeParse(value)
  if (result.success) return result.data
  const origin = { flag: setting.flag ?? name, environment: setting.env, file: `'${name}' in the configuration file`, default: name }[
    source
  ]
  throw new SluiceError('bad-request', `${origin} is not usable: ${result.error.issues[0]?.message}. ${setting.doc}`)
}

function readSettingsFile(named: string | undefined): Record<string, unknown> {
  const path = named ?? 'sluice.json'
  if (!named && !existsSync(path)) return {}
  const values = parseFile(path)
  const unknown = Object.keys(values).find((key) => !(key in SETTINGS))
  if (unknown)
    throw new SluiceError('bad-request', `${path} has an unknown setting '${unknown}'. Known: ${Object.keys(SETTINGS).join(', ')}`)
  return values
}

function parseFile(path: string): Record<string, unknown> {
  try {
    const values: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return values as Record<string, unknown>
  } catch (cause) {
    throw new SluiceError('bad-request', `${path} cannot be read as JSON: ${(cause as Error).message}`, { cause })
  }
  throw new SluiceError('bad-request', `${path} must hold one JSON object`)
}
