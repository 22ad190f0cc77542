import { createHash } from 'node:crypto'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { Refusal } from './refusals.ts'

/** Throws the refusal `method-not-allowed` for anything but GET and HEAD. */
export function requireRead({ method }: HttpRequest): void {
  if (method !== 'GET' && method !== 'HEAD') throw new Refusal('method-not-allowed', { method, allowed: ['GET', 'HEAD'] })
}

/** A public document with an ETag; 304 when the caller has it already (RFC 9110 §13.1.2). */
export function jsonDocument(request: HttpRequest, document: unknown): HttpResponse {
  const body = JSON.stringify(document)
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  if (matches(request.headers['if-none-match'], tag)) return { status: 304, headers: { ETag: tag }, body: null }
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8', ETag: tag }, body }
}

function matches(header: string | undefined, tag: string): boolean {
  const known = header?.split(',').map((item) => item.trim().replace(/^W\//, '')) ?? []
  return known.includes('*') || known.includes(tag)
}
