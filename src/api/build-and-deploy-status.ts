import { text } from '../odata/edm.ts'
import type { DeployTask } from '../store/runtime-artifacts.ts'
import { managementSet } from './management-set.ts'

/** `BuildAndDeployStatus`: how a deployment is going. */
export const buildAndDeployStatus = managementSet<DeployTask>({
  name: 'BuildAndDeployStatus',
  type: 'BuildAndDeployStatus',
  keys: ['TaskId'],
  properties: { TaskId: text((task) => task.id), Status: text((task) => task.status) },
  requires: 'followDeployment',
  read: ({ TaskId }, { store }) => store.runtimeArtifacts.task(String(TaskId)),
})
