import { z } from 'zod'
import type { RoleAssignment } from '../../store/roles.ts'
import type { RoleAssignments } from '../neo/assignments.ts'
import { application } from './fields.ts'
import { applicationOf } from './roles.ts'
import { type Route, route } from './route.ts'

const assignmentView = z.strictObject({ user: z.string(), application, role: z.string() })

export type AssignmentView = z.output<typeof assignmentView>

export function assignmentRoutes(assignments: RoleAssignments): Route[] {
  return [
    route({
      method: 'GET',
      path: '/assignments',
      summary: 'Who holds which role in the Neo subaccount',
      query: assignmentView.partial(),
      answer: z.array(assignmentView),
      handle: async ({ query }) => (await assignments.list(query)).map(view),
    }),
    route({
      method: 'POST',
      path: '/assignments',
      summary: 'Assign a role to a user; warnings say what will not work as it stands',
      body: assignmentView,
      answer: assignmentView.extend({ warnings: z.array(z.string()) }),
      status: 201,
      handle: async ({ body }) => {
        const { assignment, warnings } = await assignments.assign(body)
        return { ...view(assignment), warnings }
      },
    }),
    route({
      method: 'DELETE',
      path: '/assignments/{application}/{role}/{user}',
      summary: 'Take a role from a user',
      handle: ({ params }) =>
        assignments.unassign({ application: applicationOf(params.application), role: params.role, user: params.user }),
    }),
  ]
}

function view({ user, application, role }: RoleAssignment): AssignmentView {
  return { user, application, role }
}
