import { STATUS_CODES } from 'node:http'
import type { HttpResponse } from '../kernel/http.ts'

const STYLE =
  'body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}'

/** The page with which the servlet container of a real tenant answers errors (contract odata-api.md §3.1). */
export function tomcatPage(status: number, headers: HttpResponse['headers'] = {}): HttpResponse {
  const title = `HTTP Status ${status} – ${STATUS_CODES[status] ?? 'Error'}`
  const head = `<head><title>${title}</title><style type="text/css">${STYLE}</style></head>`
  return {
    status,
    headers: { 'Content-Type': 'text/html;charset=utf-8', 'Content-Language': 'en', ...headers },
    body: `<!doctype html><html lang="en">${head}<body><h1>${title}</h1></body></html>`,
  }
}
