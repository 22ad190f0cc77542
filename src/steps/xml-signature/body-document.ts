import type { Document } from 'slimdom'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** The body as a document of its own, which may be changed. Throws `processing-failed`, also for a DOCTYPE that must not be there. */
export function bodyDocument({ body }: Exchange, disallowsDoctype: boolean): Document {
  const document = body.asDocument()
  if (disallowsDoctype && document.doctype)
    throw new SluiceError('processing-failed', 'The body has a DOCTYPE declaration, which is not allowed')
  return document.cloneNode(true)
}
