import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Demo } from './load.ts'
import { shownPath } from './shown-path.ts'

/** Where the demo's credentials lie, as paths to show. */
export interface CredentialFiles {
  /** curl configuration with the Neo client's id and secret. */
  readonly neoCurl: string
  /** curl configuration with the Cloud Foundry key's id and secret. */
  readonly cloudFoundryCurl: string
  /** The service key, for `--key`. */
  readonly cloudFoundryKey: string
}

/** Writes the demo's credentials, readable by their owner only, so that commands to copy need not show them. */
export async function writeCredentialFiles(dataDir: string, { neo, cloudFoundry }: Demo): Promise<CredentialFiles> {
  const folder = join(dataDir, 'demo')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const write = async (name: string, content: string): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, content, { mode: 0o600 })
    await chmod(file, 0o600)
    return shownPath(file)
  }
  return {
    neoCurl: await write('neo.curl', `user = "${neo.clientId}:${neo.secret}"\n`),
    cloudFoundryCurl: await write('cloud-foundry.curl', `user = "${cloudFoundry.oauth.clientid}:${cloudFoundry.oauth.clientsecret}"\n`),
    cloudFoundryKey: await write('cloud-foundry-key.json', `${JSON.stringify(cloudFoundry, undefined, 2)}\n`),
  }
}
