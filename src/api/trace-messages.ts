import { int64, required, text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import type { NamedValue, StoredTraceMessage, TraceContent } from '../store/runs.ts'
import { flowOfMessage, requireAccess } from './access-policies/protection.ts'
import { type Management, managementSet } from './management-set.ts'
import type { Permission } from './roles.ts'

/** A way to headers or properties of the traced message. */
const toValues = (
  target: string,
  pick: (content: TraceContent) => readonly NamedValue[],
): Navigation<Management, Permission, StoredTraceMessage> => ({
  target,
  many: true,
  resolve: eachRow(async ({ id, messageGuid }, context) => {
    await requireAccess(context, await flowOfMessage(messageGuid, context))
    const content = await context.store.runs.traceContent(id)
    return content === undefined ? [] : pick(content).map((value) => ({ ...value, traceId: id }))
  }),
})

/** `TraceMessages`: the message as it came to a step; through the step or by id. `Properties` are its headers. */
export const traceMessages = managementSet<StoredTraceMessage>({
  name: 'TraceMessages',
  type: 'TraceMessage',
  keys: ['TraceId'],
  properties: {
    TraceId: int64((trace) => trace.id),
    MplId: required(text((trace) => trace.messageGuid)),
    RunId: text((trace) => trace.runId),
    ModelStepId: text((trace) => trace.elementId),
    PayloadSize: int64((trace) => trace.size),
    MimeType: text((trace) => trace.mimeType),
  },
  navigation: {
    Properties: toValues('TraceMessageProperties', ({ headers }) => headers),
    ExchangeProperties: toValues('TraceMessageExchangeProperties', ({ exchangeProperties }) => exchangeProperties),
  },
  requires: 'viewPayloads',
  read: ({ TraceId }, { store }) => store.runs.traceMessage(Number(TraceId)),
  media: {
    async read({ id, messageGuid }, context) {
      await requireAccess(context, await flowOfMessage(messageGuid, context))
      const content = await context.store.runs.traceContent(id)
      if (content === undefined) throw entityNotFound()
      // Whoever sent the message chose its type: a browser must not take it for a page of this server.
      return { contentType: 'application/octet-stream', content: content.payload }
    },
  },
})
