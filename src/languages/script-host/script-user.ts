import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The user and group that a process runs as. */
export interface ScriptUser {
  readonly uid: number
  readonly gid: number
}

const USER = 'nobody'
const READ = 0o4
const ENTER = 0o1

/**
 * The user without rights that scripts run as when the server is root; a text when the system does not allow it; `undefined`
 * when the server itself is an ordinary user, as whom scripts then run.
 */
export function scriptUser(files: readonly string[]): ScriptUser | string | undefined {
  if (process.getuid?.() !== 0) return undefined
  const user = unprivilegedUser()
  if (!user) return `there is no user ${USER}`
  const closed = files.find((file) => !isOpenToAll(file))
  return closed === undefined ? user : `${USER} cannot read ${closed}`
}

/** From the lines `name:password:uid:gid:…` (passwd(5)). */
function unprivilegedUser(): ScriptUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${USER}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function isOpenToAll(file: string): boolean {
  const path = realpathSync(file)
  return may(path, READ) && ancestors(path).every((folder) => may(folder, ENTER))
}

const may = (path: string, right: number): boolean => (statSync(path).mode & right) !== 0

const ancestors = (path: string): string[] => {
  const parent = dirname(path)
  return parent === path ? [] : [parent, ...ancestors(parent)]
}
