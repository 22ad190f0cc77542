import { admin } from '../../../api/admin.ts'
import { ApiError } from '../../../api/error.ts'

/** The flow that is deployed now, as it is drawn. */
export interface FlowDrawing {
  readonly xml: string
  /** Id of an element → its name. */
  readonly names: ReadonlyMap<string, string>
  /** Id of an element → that of the process or subprocess in which it stands. */
  readonly parents: ReadonlyMap<string, string>
}

/** Nothing when the flow is not deployed any more. */
export async function readDrawing(flowId: string): Promise<FlowDrawing | undefined> {
  try {
    return drawingOf((await admin('GET /runtime-artifacts/{artifact}/diagram', { params: { artifact: flowId } })).xml)
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.status === 404) return undefined
    throw thrown
  }
}

function drawingOf(xml: string): FlowDrawing {
  const elements = [...new DOMParser().parseFromString(xml, 'text/xml').querySelectorAll('[id]')]
  const idOf = (element: Element | null) => element?.getAttribute('id') ?? ''
  return {
    xml,
    names: new Map(elements.map((element) => [idOf(element), element.getAttribute('name') ?? ''])),
    parents: new Map(elements.map((element) => [idOf(element), idOf(element.parentElement)])),
  }
}
