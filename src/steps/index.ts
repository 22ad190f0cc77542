import type { StepDefinition } from '../engine/define-step.ts'
import contentModifier from './content-modifier.ts'
import errorEndEvent from './error-end-event.ts'
import errorStartEvent from './error-start-event.ts'
import escalationEndEvent from './escalation-end-event.ts'
import filter from './filter.ts'
import groovyScript from './groovy-script.ts'
import javascriptScript from './javascript-script.ts'
import jsonToXml from './json-to-xml.ts'
import loopingProcessCall from './looping-process-call.ts'
import messageEndEvent from './message-end-event.ts'
import messageStartEvent from './message-start-event.ts'
import noneEndEvent from './none-end-event.ts'
import noneStartEvent from './none-start-event.ts'
import processCall from './process-call.ts'
import requestReply from './request-reply.ts'
import router from './router.ts'
import send from './send.ts'
import terminateEndEvent from './terminate-end-event.ts'
import timerStartEvent from './timer-start-event.ts'
import xmlToJson from './xml-to-json.ts'

/** Every step that flows can use here. */
export const STEPS: readonly StepDefinition[] = [
  contentModifier,
  errorEndEvent,
  errorStartEvent,
  escalationEndEvent,
  filter,
  groovyScript,
  javascriptScript,
  jsonToXml,
  loopingProcessCall,
  messageEndEvent,
  messageStartEvent,
  noneEndEvent,
  noneStartEvent,
  processCall,
  requestReply,
  router,
  send,
  terminateEndEvent,
  timerStartEvent,
  xmlToJson,
]
