import { SETTINGS } from '../../src/config/settings.ts'
import { code, page, prose, table } from './markdown.ts'

/** Every setting of the server. */
export function configurationPage(): string {
  const rows = Object.entries(SETTINGS).map(([name, { env, flag, default: fallback, doc }]) => [
    code(name),
    code(env),
    code(flag ?? ''),
    code(String(fallback)) || 'empty',
    prose(doc),
  ])
  return page(
    'Configuration',
    'A flag wins over the environment, the environment over the file, the file over the default. The file is JSON with the setting names as keys: the one that `SLUICE_CONFIG` names, else `sluice.json` in the working folder. `sluice start --print-config` prints every value and where it came from.',
    table(['Setting', 'Environment', 'Flag of `sluice start`', 'Default', 'Meaning'], rows),
    'The other commands find the server by `SLUICE_URL` or `--url`, and the admin token in the folder of `SLUICE_DATA_DIR` or `--data-dir`.',
  )
}
