import type { MessageLog } from '../engine/message-log.ts'
import type { RecordedStep, RunRecorder } from '../engine/run-recorder.ts'
import { uuid } from '../kernel/ids.ts'
import type { MessageLogRecord } from '../store/message-logs.ts'
import type { RunRecord, TraceRecord } from '../store/runs.ts'

/** Whether anything is kept of this message: nothing at `NONE`, only what failed at `ERROR`, be it before (SAP Help, “Setting Log Levels”). */
export function isKept({ logLevel, status, retries }: MessageLog): boolean {
  if (logLevel === 'ERROR') return retries > 0 || (status !== 'COMPLETED' && status !== 'PROCESSING')
  return logLevel !== 'NONE'
}

/** A message as it is stored, while it runs or when it has ended. */
export function toRecord(log: MessageLog): MessageLogRecord {
  return { log: toStoredLog(log), details: toDetails(log), ...(log.run && { run: toRun(log, log.run) }) }
}

function toStoredLog(log: MessageLog): MessageLogRecord['log'] {
  return {
    messageGuid: log.messageGuid,
    correlationId: log.correlationId,
    flowId: log.flowId,
    flowName: log.flowName,
    packageId: log.packageId,
    packageName: log.packageName,
    status: log.status,
    customStatus: log.customStatus ?? log.status,
    logLevel: log.logLevel,
    start: log.start,
    end: log.end ?? null,
    sender: log.sender,
    receiver: log.receiver,
    applicationMessageId: log.applicationMessageId,
    applicationMessageType: log.applicationMessageType,
  }
}

function toDetails(log: MessageLog): MessageLogRecord['details'] {
  const attachments = log.logLevel === 'ERROR' ? [] : log.attachments
  return {
    customHeaders: log.customHeaders.map((header) => ({ id: uuid(), ...header })),
    attachments: attachments.map((attachment) => ({ ...attachment, messageGuid: log.messageGuid, size: attachment.content.length })),
    adapterAttributes: log.adapterAttributes.map((attribute) => ({ id: uuid(), ...attribute })),
    error: log.error ?? null,
  }
}

/** Steps always have times and status; what scripts said of them is for failed messages and for who asked for detail. */
function toRun(log: MessageLog, recorder: RunRecorder): RunRecord {
  const { id, level, processId, start } = recorder
  const steps = recorder.steps()
  const detailed = log.status === 'FAILED' || log.status === 'RETRY' || level === 'DEBUG' || level === 'TRACE'
  return {
    run: { id, start, stop: log.end ?? null, logLevel: level, overallState: log.status, processId },
    steps: steps.map((step) => toStep(step, detailed)),
    trace: log.end === undefined ? undefined : toTrace(recorder, steps),
  }
}

function toStep(step: RecordedStep, detailed: boolean): RunRecord['steps'][number] {
  const { childCount, element, branchId, start, stop, status, error, properties } = step
  return {
    childCount,
    start,
    stop: stop ?? null,
    elementId: element.id,
    branchId,
    status,
    error: error ?? null,
    activity: element.activity,
    properties: detailed ? [{ name: 'Name', value: element.name }, ...properties].filter(({ value }) => value !== '') : [],
  }
}

/** Content stands only for steps that are kept themselves. */
function toTrace({ trace }: RunRecorder, steps: readonly RecordedStep[]): TraceRecord | undefined {
  if (!trace) return undefined
  const messages = steps.flatMap(({ childCount, element, traces }) =>
    traces.map((capture) => ({ childCount, elementId: element.id, ...capture })),
  )
  return { messages, contents: trace.contents }
}
