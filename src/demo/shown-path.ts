import { isAbsolute, relative, resolve } from 'node:path'

/** A file as a reader of the terminal can use it: relative inside the working folder, else absolute. */
export function shownPath(file: string): string {
  const path = relative('.', file)
  return path.startsWith('..') || isAbsolute(path) ? resolve(file) : path
}
