import { SluiceError } from '../kernel/errors.ts'

/** 400 with a sentence for the caller. */
export const badRequest = (text: string): SluiceError => new SluiceError('bad-request', text)

/** 404 for an entity that is not there. */
export const entityNotFound = (): SluiceError => new SluiceError('not-found', 'Requested entity could not be found.')

/** 404 for a first path segment that names nothing. */
export const unknownSet = (name: string): SluiceError =>
  new SluiceError('not-found', `Could not find an entity set or function import for '${name}'.`)

/** 404 for a later path segment that names nothing. */
export const unknownProperty = (name: string): SluiceError => new SluiceError('not-found', `Could not find property with name: '${name}'.`)

/** 501 for what OData V2 knows and this service does not answer. */
export const notSupported = (text: string): SluiceError => new SluiceError('not-supported', text)

/** 405, naming what was tried. */
export const methodNotAllowed = (method: string): SluiceError =>
  new SluiceError('method-not-allowed', `The method ${method} is not allowed on this resource.`)
