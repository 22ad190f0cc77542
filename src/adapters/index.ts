import type { AdapterDefinition } from '../engine/define-adapter.ts'
import dataStoreSender from './data-store-sender.ts'
import httpReceiver from './http-receiver.ts'
import httpsSender from './https-sender.ts'
import odataV2Receiver from './odata-v2-receiver.ts'
import processDirectReceiver from './process-direct-receiver.ts'
import processDirectSender from './process-direct-sender.ts'

/** Every adapter that flows can use here. */
export const ADAPTERS: readonly AdapterDefinition[] = [
  dataStoreSender,
  httpReceiver,
  httpsSender,
  odataV2Receiver,
  processDirectReceiver,
  processDirectSender,
]
