import type { TestTenant } from './tenant.ts'

/** Calls a path below `/api/v1` as the administrator; a body goes and an answer comes as JSON. */
export type ManagementApi = (method: string, path: string, body?: unknown) => Promise<Response>

export const managementApi =
  ({ publicUrl, adminToken }: Pick<TestTenant, 'publicUrl' | 'adminToken'>): ManagementApi =>
  (method, path, body) =>
    fetch(`${publicUrl}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
