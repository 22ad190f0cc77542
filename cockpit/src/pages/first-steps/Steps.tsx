import { CallStep, DeployStep } from './steps/FlowSteps.tsx'
import { EntitlementStep, InstanceStep, KeyStep } from './steps/InstanceSteps.tsx'
import { LogStep, ReaderStep } from './steps/LogSteps.tsx'
import { NeoClientStep } from './steps/NeoClientStep.tsx'
import { RoleStep } from './steps/RoleStep.tsx'
import { TokenStep, TokenUrlStep } from './steps/TokenSteps.tsx'
import type { Scene } from './use-scene.ts'

const MAKING_A_CLIENT = { neo: [NeoClientStep], 'cloud-foundry': [EntitlementStep, InstanceStep, KeyStep] }

const CALLING = [RoleStep, TokenUrlStep, TokenStep, DeployStep, CallStep, ReaderStep, LogStep]

/** All steps of the dialect in their order. */
export function Steps({ scene }: { readonly scene: Scene }) {
  return (
    <ol className="steps">
      {[...MAKING_A_CLIENT[scene.scenario.dialect], ...CALLING].map((Step, index) => (
        <Step key={Step.name} number={index + 1} scene={scene} />
      ))}
    </ol>
  )
}
