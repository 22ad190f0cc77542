import type { StepDefinition } from '../engine/define-step.ts'
import contentModifier from './content-modifier.ts'
import errorEndEvent from './error-end-event.ts'
import errorStartEvent from './error-start-event.ts'
import escalationEndEvent from './escalation-end-event.ts'
import filter from './filter.ts'
import gather from './gather.ts'
import generalSplitter from './general-splitter.ts'
import groovyScript from './groovy-script.ts'
import idocSplitter from './idoc-splitter.ts'
import iteratingSplitter from './iterating-splitter.ts'
import javascriptScript from './javascript-script.ts'
import join from './join.ts'
import jsonToXml from './json-to-xml.ts'
import loopingProcessCall from './looping-process-call.ts'
import messageEndEvent from './message-end-event.ts'
import messageMapping from './message-mapping.ts'
import messageStartEvent from './message-start-event.ts'
import noneEndEvent from './none-end-event.ts'
import noneStartEvent from './none-start-event.ts'
import parallelMulticast from './parallel-multicast.ts'
import processCall from './process-call.ts'
import requestReply from './request-reply.ts'
import router from './router.ts'
import send from './send.ts'
import sequentialMulticast from './sequential-multicast.ts'
import tarSplitter from './tar-splitter.ts'
import terminateEndEvent from './terminate-end-event.ts'
import timerStartEvent from './timer-start-event.ts'
import xmlToJson from './xml-to-json.ts'
import zipSplitter from './zip-splitter.ts'

/** Every step that flows can use here. */
export const STEPS: readonly StepDefinition[] = [
  contentModifier,
  errorEndEvent,
  errorStartEvent,
  escalationEndEvent,
  filter,
  gather,
  generalSplitter,
  groovyScript,
  idocSplitter,
  iteratingSplitter,
  javascriptScript,
  join,
  jsonToXml,
  loopingProcessCall,
  messageEndEvent,
  messageMapping,
  messageStartEvent,
  noneEndEvent,
  noneStartEvent,
  parallelMulticast,
  processCall,
  requestReply,
  router,
  send,
  sequentialMulticast,
  tarSplitter,
  terminateEndEvent,
  timerStartEvent,
  xmlToJson,
  zipSplitter,
]
