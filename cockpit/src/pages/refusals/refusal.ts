import type { AdminAnswer } from '../../api/admin.ts'

export type Refusal = AdminAnswer<'GET /refusals/{requestId}'>
