import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Logger } from '../../kernel/logger.ts'
import { type Frame, FrameKind, FrameSplitter } from './frame.ts'
import type { Installation } from './installation.ts'
import { JavaObject } from './java-object.ts'
import { ScriptOutput } from './script-output.ts'
import { scriptUser } from './script-user.ts'
import { ValueReader } from './value-reader.ts'
import { ValueWriter } from './value-writer.ts'

/** Answers what a running script asks. Throws the reason when there is no answer. */
export type Answer = (question: string, given: readonly unknown[]) => Promise<unknown>

/** As the product runs scripts: in UTC, with English texts; its Java has no module walls, see `OpenModules.java`. */
const JVM_OPTIONS = [
  '--add-opens=java.base/java.lang=ALL-UNNAMED',
  '-Duser.timezone=UTC',
  '-Duser.language=en',
  '-Duser.country=US',
  '-Dfile.encoding=UTF-8',
  '-Dgroovy.grape.enable=false',
  '-XX:-UsePerfData',
]

const MAIN_CLASS = 'sluice.host.Main'
const STOP_GRACE_MS = 2_000

/** The host could not do what it was asked, with its reason. */
export class HostRefusal extends Error {}

/** The JVM ended while a request was open. */
class HostGone extends Error {}

interface Pending {
  /** What answers the questions of this call, when that is not what answers all others. */
  readonly answer?: Answer | undefined
  resolve(reader: ValueReader): void
  reject(reason: Error): void
}

/**
 * One run of the JVM. Requests and answers are frames over its standard input and output, which nothing else can reach; what
 * scripts print arrives on standard error.
 */
export class JvmProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #folder: string
  readonly #answer: Answer
  readonly #pending = new Map<number, Pending>()
  readonly #garbage = new FinalizationRegistry<bigint>((id) => this.#releaseObject(id))
  readonly #keep = (id: bigint, text: string, className: string) => this.#keepObject(id, text, className)
  #released: bigint[] = []
  #lastId = 0
  #users = 0
  #gone: HostGone | undefined
  #isRetired = false
  /** Settles when the JVM is ready; rejects with `HostGone` when it ends before. */
  readonly ready: Promise<void>
  /** Settles when the JVM has ended. */
  readonly ended: Promise<void>

  /** `memory` is the most that all scripts together may take, megabytes. */
  constructor(installation: Installation, memory: number, answer: Answer, logger: Logger) {
    this.#answer = answer
    this.#folder = mkdtempSync(join(tmpdir(), 'sluice-script-host-'))
    const options = [
      ...JVM_OPTIONS,
      `-Xmx${memory}m`,
      `-Djava.io.tmpdir=${this.#folder}`,
      '-cp',
      installation.classPath.join(CLASS_PATH_SEPARATOR),
    ]
    this.#child = spawn(installation.java, [...options, MAIN_CLASS], {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: this.#folder,
      env: this.#environment(),
      ...this.#user(installation, logger),
    })
    this.ready = new Promise((resolve, reject) => this.#pending.set(0, { resolve: () => resolve(), reject }))
    this.ready.catch(() => {})
    this.ended = new Promise((resolve) => this.#watchEnd(resolve))
    const splitter = new FrameSplitter((frame) => this.#receive(frame))
    this.#child.stdout.on('data', (chunk: Buffer) => splitter.push(chunk))
    this.#child.stdin.on('error', () => {})
    const output = new ScriptOutput(logger)
    this.#child.stderr.on('data', (chunk: Buffer) => output.push(chunk)).on('end', () => output.end())
  }

  /** Scripts can read it: nothing of the server's own, whose variables hold secrets. */
  #environment(): NodeJS.ProcessEnv {
    const { PATH, JAVA_TOOL_OPTIONS } = process.env
    return { PATH, ...(JAVA_TOOL_OPTIONS && { JAVA_TOOL_OPTIONS }), HOME: this.#folder, TMPDIR: this.#folder, LANG: 'C.UTF-8' }
  }

  #user({ classPath }: Installation, logger: Logger): { uid?: number; gid?: number } {
    const user = scriptUser(classPath)
    if (user === undefined) return {}
    if (typeof user === 'string') {
      logger.warn('Scripts run as root', { reason: user })
      return {}
    }
    chownSync(this.#folder, user.uid, user.gid)
    return user
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  get isGone(): boolean {
    return this.#gone !== undefined
  }

  /** Whether it does what it was asked before, and nothing new. */
  get isRetired(): boolean {
    return this.#isRetired
  }

  writer(): ValueWriter {
    return new ValueWriter(this)
  }

  /** Sends a request and waits for its answer; `answer` is asked what the call asks. Throws `HostRefusal` or `HostGone`. */
  request(kind: number, content: ValueWriter, answer?: Answer): Promise<ValueReader> {
    if (this.#gone) return Promise.reject(this.#gone)
    const id = this.#nextId()
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, answer })
      this.#child.stdin.write(content.frame(kind, id))
    })
  }

  /** Work of several requests: a JVM that is retired meanwhile ends after it, not between two of them. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#users++
    try {
      return await work()
    } finally {
      this.#users--
      if (this.#isRetired) this.#endWhenIdle()
    }
  }

  /** Sends what needs no answer. */
  notify(kind: number, content: ValueWriter, id = 0): void {
    if (!this.#gone) this.#child.stdin.write(content.frame(kind, id))
  }

  /** Ends the JVM; calls that still run fail with `HostGone`. */
  async stop(): Promise<void> {
    this.#child.stdin.end()
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), STOP_GRACE_MS)
    await this.ended
    clearTimeout(impatience)
  }

  #nextId(): number {
    this.#lastId = (this.#lastId % MAXIMUM_ID) + 1
    return this.#lastId
  }

  #receive(frame: Frame): void {
    const reader = new ValueReader(frame.content, this.#keep)
    if (frame.kind === FrameKind.question) return void this.#answerQuestion(frame.id, reader)
    if (frame.kind === FrameKind.retire) return void this.#retire()
    this.#settle(frame, reader)
    if (this.#isRetired) this.#endWhenIdle()
  }

  #settle(frame: Frame, reader: ValueReader): void {
    const pending = this.#pending.get(frame.id)
    this.#pending.delete(frame.id)
    if (frame.kind === FrameKind.failure) pending?.reject(new HostRefusal(reader.string()))
    else pending?.resolve(reader)
  }

  /** The JVM lost a thread or was out of memory: it ends with the last work that it still does. */
  #retire(): void {
    this.#isRetired = true
    this.#endWhenIdle()
  }

  #endWhenIdle(): void {
    if (this.#users === 0 && this.#pending.size === 0) void this.stop()
  }

  async #answerQuestion(id: number, reader: ValueReader): Promise<void> {
    const writer = this.writer()
    try {
      const [question, given] = [reader.string(), reader.value() as unknown[]]
      const answer = this.#pending.get(reader.int())?.answer ?? this.#answer
      writer.value(await answer(question, given))
      this.notify(FrameKind.answer, writer, id)
    } catch (reason) {
      writer.string((reason as Error).message)
      this.notify(FrameKind.refusal, writer, id)
    }
  }

  #watchEnd(resolve: () => void): void {
    const end = (reason: string) => {
      this.#gone ??= new HostGone(reason)
      for (const pending of this.#pending.values()) pending.reject(this.#gone)
      this.#pending.clear()
      rmSync(this.#folder, { recursive: true, force: true })
      resolve()
    }
    this.#child.once('error', (error) => end(`the Java process cannot start: ${error.message}`))
    this.#child.once('exit', (code, signal) => end(`the Java process ended (${signal ?? `exit code ${code}`})`))
  }

  #keepObject(id: bigint, text: string, className: string): JavaObject {
    const object = new JavaObject(this, id, text, className)
    this.#garbage.register(object, id)
    return object
  }

  /** Many objects die at once: they are released together. */
  #releaseObject(id: bigint): void {
    this.#released.push(id)
    if (this.#released.length === 1) setImmediate(() => this.#sendReleased())
  }

  #sendReleased(): void {
    const ids = this.#released
    this.#released = []
    const writer = this.writer()
    writer.int(ids.length)
    for (const id of ids) writer.long(id)
    this.notify(FrameKind.releaseObjects, writer)
  }
}

const MAXIMUM_ID = 0x7fff_fffe
const CLASS_PATH_SEPARATOR = process.platform === 'win32' ? ';' : ':'
