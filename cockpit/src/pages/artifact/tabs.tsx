import { type ComponentType, lazy } from 'react'
import { type Artifact, INTEGRATION_FLOW, VALUE_MAPPING } from '../package/artifact-kinds.ts'
import { CheckTab } from './check/CheckTab.tsx'
import { DiagramTab } from './diagram/DiagramTab.tsx'
import { ParametersTab } from './parameters/ParametersTab.tsx'
import { ResourcesTab } from './resources/ResourcesTab.tsx'
import { ValuesTab } from './ValuesTab.tsx'
import { VersionsTab } from './versions/VersionsTab.tsx'

export interface TabProps {
  readonly artifact: Artifact
  /** Grows with every change, so that what was loaded before is loaded again. */
  readonly changes: number
  readonly onChanged: () => void
}

interface ArtifactTab {
  readonly name: 'diagram' | 'resources' | 'parameters' | 'values' | 'tests' | 'check' | 'versions'
  readonly Body: ComponentType<TabProps>
  readonly isFor: (artifact: Artifact) => boolean
}

const TestsTab = lazy(() => import('./tests/TestsTab.tsx').then(({ TestsTab: Body }) => ({ default: Body })))

const isFlow = ({ kind }: Artifact): boolean => kind === INTEGRATION_FLOW

const TABS: readonly ArtifactTab[] = [
  { name: 'diagram', Body: DiagramTab, isFor: isFlow },
  { name: 'values', Body: ValuesTab, isFor: ({ kind }) => kind === VALUE_MAPPING },
  { name: 'resources', Body: ResourcesTab, isFor: ({ kind }) => kind.hasResources },
  { name: 'parameters', Body: ParametersTab, isFor: isFlow },
  { name: 'tests', Body: TestsTab, isFor: ({ kind }) => kind.hasResources },
  { name: 'check', Body: CheckTab, isFor: isFlow },
  { name: 'versions', Body: VersionsTab, isFor: () => true },
]

/** What there is to see of an artifact. */
export const tabsOf = (artifact: Artifact): readonly ArtifactTab[] => TABS.filter(({ isFor }) => isFor(artifact))
