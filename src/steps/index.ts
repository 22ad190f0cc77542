import type { StepDefinition } from '../engine/define-step.ts'
import aggregator from './aggregator.ts'
import base64Decode from './base64-decode.ts'
import base64Encode from './base64-encode.ts'
import contentEnricher from './content-enricher.ts'
import contentModifier from './content-modifier.ts'
import csvToXml from './csv-to-xml.ts'
import dataStoreDelete from './data-store-delete.ts'
import dataStoreGet from './data-store-get.ts'
import dataStoreSelect from './data-store-select.ts'
import dataStoreWrite from './data-store-write.ts'
import ediExtractor from './edi-extractor.ts'
import ediSplitter from './edi-splitter.ts'
import ediToXmlConverter from './edi-to-xml-converter.ts'
import ediValidator from './edi-validator.ts'
import errorEndEvent from './error-end-event.ts'
import errorStartEvent from './error-start-event.ts'
import escalationEndEvent from './escalation-end-event.ts'
import filter from './filter.ts'
import gather from './gather.ts'
import generalSplitter from './general-splitter.ts'
import groovyScript from './groovy-script.ts'
import gzipCompress from './gzip-compress.ts'
import gzipDecompress from './gzip-decompress.ts'
import idMapping from './id-mapping.ts'
import idempotentProcessCall from './idempotent-process-call.ts'
import idocSplitter from './idoc-splitter.ts'
import iteratingSplitter from './iterating-splitter.ts'
import javascriptScript from './javascript-script.ts'
import join from './join.ts'
import jsonToXml from './json-to-xml.ts'
import loopingProcessCall from './looping-process-call.ts'
import messageDigest from './message-digest.ts'
import messageEndEvent from './message-end-event.ts'
import messageMapping from './message-mapping.ts'
import messageStartEvent from './message-start-event.ts'
import mimeMultipartDecode from './mime-multipart-decode.ts'
import mimeMultipartEncode from './mime-multipart-encode.ts'
import noneEndEvent from './none-end-event.ts'
import noneStartEvent from './none-start-event.ts'
import parallelMulticast from './parallel-multicast.ts'
import persist from './persist.ts'
import pgpDecrypt from './pgp-decrypt.ts'
import pgpEncrypt from './pgp-encrypt.ts'
import pkcs7Decrypt from './pkcs7-decrypt.ts'
import pkcs7Encrypt from './pkcs7-encrypt.ts'
import pkcs7Sign from './pkcs7-sign.ts'
import pkcs7Splitter from './pkcs7-splitter.ts'
import pkcs7Verify from './pkcs7-verify.ts'
import pollEnrich from './poll-enrich.ts'
import processCall from './process-call.ts'
import requestReply from './request-reply.ts'
import router from './router.ts'
import send from './send.ts'
import sequentialMulticast from './sequential-multicast.ts'
import simpleSign from './simple-sign.ts'
import tarSplitter from './tar-splitter.ts'
import terminateEndEvent from './terminate-end-event.ts'
import timerStartEvent from './timer-start-event.ts'
import writeVariables from './write-variables.ts'
import xmlModifier from './xml-modifier.ts'
import xmlSign from './xml-sign.ts'
import xmlToCsv from './xml-to-csv.ts'
import xmlToEdiConverter from './xml-to-edi-converter.ts'
import xmlToJson from './xml-to-json.ts'
import xmlValidator from './xml-validator.ts'
import xmlVerify from './xml-verify.ts'
import xsltMapping from './xslt-mapping.ts'
import zipCompress from './zip-compress.ts'
import zipDecompress from './zip-decompress.ts'
import zipSplitter from './zip-splitter.ts'

/** Every step that flows can use here. */
export const STEPS: readonly StepDefinition[] = [
  aggregator,
  base64Decode,
  base64Encode,
  contentEnricher,
  contentModifier,
  csvToXml,
  dataStoreDelete,
  dataStoreGet,
  dataStoreSelect,
  dataStoreWrite,
  ediExtractor,
  ediSplitter,
  ediToXmlConverter,
  ediValidator,
  errorEndEvent,
  errorStartEvent,
  escalationEndEvent,
  filter,
  gather,
  generalSplitter,
  groovyScript,
  gzipCompress,
  gzipDecompress,
  idempotentProcessCall,
  idMapping,
  idocSplitter,
  iteratingSplitter,
  javascriptScript,
  join,
  jsonToXml,
  loopingProcessCall,
  messageDigest,
  messageEndEvent,
  messageMapping,
  messageStartEvent,
  mimeMultipartDecode,
  mimeMultipartEncode,
  noneEndEvent,
  noneStartEvent,
  parallelMulticast,
  persist,
  pgpDecrypt,
  pgpEncrypt,
  pkcs7Decrypt,
  pkcs7Encrypt,
  pkcs7Sign,
  pkcs7Splitter,
  pkcs7Verify,
  pollEnrich,
  processCall,
  requestReply,
  router,
  send,
  sequentialMulticast,
  simpleSign,
  tarSplitter,
  terminateEndEvent,
  timerStartEvent,
  writeVariables,
  xmlModifier,
  xmlSign,
  xmlToCsv,
  xmlToEdiConverter,
  xmlToJson,
  xmlValidator,
  xmlVerify,
  xsltMapping,
  zipCompress,
  zipDecompress,
  zipSplitter,
]
