import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { Pool } from 'undici'

/** One address to load. */
export interface Target {
  readonly url: string
  readonly authorization: string
  /** Form fields beside `grant_type`, or instead of it where `grant` is false. */
  readonly form?: Readonly<Record<string, string>>
}

export type Targets = Readonly<Record<string, Target>>

/** A server in a process of its own, so that it does not share a core's time with the load. */
export interface BenchServer {
  readonly targets: Targets
  readonly pid: number
  stop(): void
}

export async function startServer(name: string, ...parameters: readonly string[]): Promise<BenchServer> {
  const script = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The server ${name} ended with ${code}`)))
  ended.catch(() => undefined)
  let text = ''
  while (!text.includes('\n')) text += String((await Promise.race([once(child.stdout, 'data'), ended]))[0])
  return { targets: JSON.parse(text.split('\n')[0] ?? ''), pid: child.pid!, stop: () => void child.kill('SIGKILL') }
}

/** What a run measured. */
export interface Measurement {
  /** Answers per second. */
  readonly rate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Loads the target with form posts over 16 connections for some seconds. Throws when any answer was not 2xx. */
export function load(target: Target, form: Readonly<Record<string, string>>, seconds: number): Promise<Measurement> {
  return post(target, { type: 'application/x-www-form-urlencoded', content: new URLSearchParams(form).toString() }, seconds)
}

/** The same with a body of one's own. */
export async function post({ url, authorization }: Target, body: PostedBody, seconds: number): Promise<Measurement> {
  const result = await autocannon({
    url,
    method: 'POST',
    connections: 16,
    duration: seconds,
    headers: { authorization, 'content-type': body.type },
    body: body.content,
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} failed`)
  return { rate: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}

export interface PostedBody {
  /** Media type. */
  readonly type: string
  readonly content: string
}

/** Gets one path after the other over some connections for some seconds. Throws when any answer was not 200. */
export async function poll(target: Target, paths: (number: number) => string, options: PollOptions): Promise<Measurement> {
  const { origin, pathname } = new URL(target.url)
  const pool = new Pool(origin, { connections: options.connections })
  const times: number[] = []
  const start = performance.now()
  const end = start + options.seconds * 1000
  const one = async () => {
    while (performance.now() < end) {
      const path = `${pathname}/${encodeURI(paths(times.length))}`
      const begun = performance.now()
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { authorization: target.authorization } })
      const text = await body.text()
      times.push(performance.now() - begun)
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text}`)
    }
  }
  await Promise.all(Array.from({ length: options.connections }, one))
  const seconds = (performance.now() - start) / 1000
  await pool.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(Math.floor(times.length * share), times.length - 1)]!
  return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99) }
}

export interface PollOptions {
  readonly connections: number
  readonly seconds: number
}

/** The middle one by rate. */
export function median(measurements: readonly Measurement[]): Measurement {
  return [...measurements].sort((a, b) => a.rate - b.rate)[Math.floor(measurements.length / 2)]!
}
