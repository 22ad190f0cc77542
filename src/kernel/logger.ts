/** One line per event. Callers pass no secrets: only ids, names, counts and public texts. */
export interface Logger {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

export const silentLogger: Logger = { info() {}, warn() {}, error() {} }

/** Writes `time level message key=value …` to the stream. */
export function lineLogger(write: (line: string) => void, now: () => number = Date.now): Logger {
  const emit =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
      write(`${new Date(now()).toISOString()} ${level} ${message}${pairs.join('')}\n`)
    }
  return { info: emit('info'), warn: emit('warn'), error: emit('error') }
}
