import { admin } from '../../../api/admin.ts'
import { Diagram } from '../../../components/diagram/Diagram.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { TabProps } from '../tabs.tsx'
import { ElementPanel } from './ElementPanel.tsx'
import { FlowProblems } from './FlowProblems.tsx'
import { marksOf } from './flow-element.ts'

/** The flow as it was drawn; what is clicked is explained beside it. */
export function DiagramTab({ artifact: { id, name }, changes }: TabProps) {
  const query = useQuery()
  const { data, problem } = useData(() => admin('GET /artifacts/{artifact}/elements', { params: { artifact: id } }), [id, changes])
  const chosen = query.of('element')
  const select = (element: string | undefined) => query.set({ element: element ?? '' })
  const selectShape = (shape: string | undefined) => select(data?.elements.find((element) => element.shape === shape)?.id)
  if (data === undefined) return <Problem text={problem} />
  const element = data.elements.find((candidate) => candidate.id === chosen) ?? data.elements[0]
  return (
    <>
      <Problem text={problem ?? data.failure ?? undefined} />
      <FlowProblems elements={data.elements} onSelect={select} />
      <div className="artifact-diagram">
        {data.diagram !== null && (
          <Diagram
            name={t('artifact.diagramOf', { name })}
            xml={data.diagram}
            marks={marksOf(data.elements)}
            selected={element?.id === chosen ? element.shape : undefined}
            onSelect={selectShape}
          />
        )}
        {element && <ElementPanel elements={data.elements} element={element} onSelect={select} />}
      </div>
    </>
  )
}
