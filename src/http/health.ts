import type { HttpHandler, HttpResponse } from '../kernel/http.ts'

/** `/healthz`: the process answers. `/readyz`: deployed flows are up, so that calls find them. */
export function health(isReady: () => boolean): { live: HttpHandler; ready: HttpHandler } {
  return {
    live: async () => answer(200, 'ok'),
    ready: async () => (isReady() ? answer(200, 'ready') : answer(503, 'starting')),
  }
}

const answer = (status: number, text: string): HttpResponse => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  body: `${text}\n`,
})
