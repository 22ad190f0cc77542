import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import { type ConfiguredValue, ELEMENT_KINDS, type FlowElement, type Inspections } from '../../runtime/inspection/flow-inspection.ts'
import type { DesignArtifact, DesignStore } from '../../store/design.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const declarationView = z.strictObject({
  kind: z.enum(['text', 'flag', 'integer', 'choice', 'table']),
  doc: z.string(),
  /** As it would stand in the file. */
  default: z.string(),
  choices: z.array(z.string()),
})

const valueView = z.strictObject({
  key: z.string(),
  declaration: declarationView.nullable(),
  value: z.string().nullable(),
  written: z.string().nullable(),
  rows: z.array(z.record(z.string(), z.string())).nullable(),
})

const elementView = z.strictObject({
  id: z.string(),
  shape: z.string(),
  name: z.string(),
  kind: z.enum(ELEMENT_KINDS),
  label: z.string(),
  doc: z.string(),
  supported: z.boolean(),
  problems: z.array(z.strictObject({ construct: z.string(), reason: z.string() })),
  values: z.array(valueView),
})

/** See `FlowInspection`. */
const inspectionView = z.strictObject({
  version: z.string(),
  diagram: z.string().nullable(),
  failure: z.string().nullable(),
  elements: z.array(elementView),
})

const versionView = z.strictObject({
  version: z.string(),
  current: z.boolean(),
  name: z.string(),
  modifiedBy: z.string(),
  modifiedAt: moment,
})

export interface ArtifactRouteParts {
  readonly deployments: Inspections
  readonly design: Pick<DesignStore, 'artifact' | 'savedVersions'>
}

export function artifactRoutes({ deployments, design }: ArtifactRouteParts): Route[] {
  const existing = async (id: string, version?: string): Promise<DesignArtifact> => {
    const artifact = await design.artifact(id, version)
    if (artifact !== undefined) return artifact
    throw new SluiceError('not-found', `There is no artifact ${id}${version === undefined ? '' : ` with the version ${version}`}`)
  }
  return [
    route({
      method: 'GET',
      path: '/artifacts/{artifact}/elements',
      summary: 'The elements of an integration flow: what each is, how it is declared and configured, and what keeps it from running here',
      query: z.strictObject({ version: z.string().optional() }),
      answer: inspectionView,
      async handle({ params, query }) {
        const { id, version } = await existing(params.artifact, query.version)
        const { diagram, failure, elements } = await deployments.inspect(id, version)
        return { version, diagram, failure, elements: elements.map(viewElement) }
      },
    }),
    route({
      method: 'GET',
      path: '/artifacts/{artifact}/versions',
      summary: 'The versions of a design-time artifact, the current one first, then the latest saved',
      answer: z.array(versionView),
      async handle({ params }) {
        const current = await existing(params.artifact)
        const saved = await design.savedVersions(current.id)
        return [viewVersion(current, true), ...saved.map((artifact) => viewVersion(artifact, false))]
      },
    }),
  ]
}

const viewElement = ({ problems, values, ...element }: FlowElement): z.output<typeof elementView> => ({
  ...element,
  problems: [...problems],
  values: values.map(viewValue),
})

function viewValue({ declaration, rows, ...value }: ConfiguredValue): z.output<typeof valueView> {
  const declared = declaration && {
    kind: declaration.kind,
    doc: declaration.doc,
    default: String(declaration.default),
    choices: [...(declaration.choices ?? [])],
  }
  return { ...value, declaration: declared, rows: rows && [...rows] }
}

const viewVersion = ({ version, name, modifiedBy, modifiedAt }: DesignArtifact, current: boolean): z.output<typeof versionView> => ({
  version,
  current,
  name,
  modifiedBy,
  modifiedAt: toMoment(modifiedAt),
})
