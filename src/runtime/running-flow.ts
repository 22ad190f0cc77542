import type { Plan } from '../engine/plan.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import { InFlight } from './in-flight.ts'

/** A deployed flow that takes messages. */
export class RunningFlow {
  readonly artifact: RuntimeArtifact
  readonly packageName: string
  readonly plan: Plan
  readonly inFlight = new InFlight()

  constructor(artifact: RuntimeArtifact, packageName: string, plan: Plan) {
    this.artifact = artifact
    this.packageName = packageName
    this.plan = plan
  }

  get flowId(): string {
    return this.artifact.id
  }
}
