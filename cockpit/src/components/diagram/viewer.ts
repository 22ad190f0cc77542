import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import CroppingConnectionDocking from 'diagram-js/lib/layout/CroppingConnectionDocking'

/** What stands out about an element. */
export interface DiagramMark {
  /** Id of the element; one that the diagram has not is passed over. */
  readonly element: string
  readonly look: 'positive' | 'negative' | 'critical' | 'information'
  /** A word below the element, such as a duration. */
  readonly text?: string
}

/** The services of bpmn-js that are used; its own types know nothing of them. */
interface Canvas {
  zoom(level: 'fit-viewport' | number, centre?: 'auto'): number
  addMarker(element: string, marker: string): void
  removeMarker(element: string, marker: string): void
}
interface Overlays {
  add(element: string, type: string, overlay: { position: Position; html: HTMLElement }): string
  remove(filter: { type: string }): void
}
/** From the top, or the bottom, left corner of an element. */
type Position = { readonly left: number } & ({ readonly top: number } | { readonly bottom: number })
interface DrawnElement {
  readonly id: string
  readonly width?: number
  /** Connections have points. */
  waypoints?: readonly { readonly x: number; readonly y: number }[]
}
interface Elements {
  get(id: string): DrawnElement | undefined
  getGraphics(element: DrawnElement): SVGElement
  forEach(each: (element: DrawnElement) => void): void
}
interface Docking {
  getCroppedWaypoints(connection: DrawnElement): NonNullable<DrawnElement['waypoints']>
}
interface Graphics {
  update(type: 'connection', element: DrawnElement, graphics: SVGElement): void
}
interface Events {
  fire(type: string, event: object): void
}
interface Renderer {
  readonly handlers: Record<string, unknown>
}

/** A diagram on the page. */
export class DiagramViewer {
  readonly #viewer: NavigatedViewer

  /** @param onSelect hears of the id of an element that is clicked, or of nothing for the empty space between them */
  constructor(container: HTMLElement, onSelect: (element: string | undefined) => void) {
    this.#viewer = new NavigatedViewer({ container, bpmnRenderer: COLOURS, additionalModules: [CROPPING] })
    // Nearly every step of a flow is a call activity; here it is one step and no process to open.
    const { handlers } = this.#viewer.get<Renderer>('bpmnRenderer')
    handlers['bpmn:CallActivity'] = handlers['bpmn:Task']
    this.#viewer.on('element.click', ({ element }: { element: { id: string; parent?: unknown } }) =>
      onSelect(element.parent === undefined || element.parent === null ? undefined : element.id.replace(/_label$/, '')),
    )
  }

  /** Throws for what is no BPMN, and for a process that nobody drew. */
  async show(xml: string): Promise<void> {
    await this.#viewer.importXML(xml)
    this.#crop()
    this.fit()
  }

  /** Connections of flows are stored from middle to middle; drawn so, they would cross the names of steps. */
  #crop(): void {
    const elements = this.#viewer.get<Elements>('elementRegistry')
    const docking = this.#viewer.get<Docking>('connectionDocking')
    const graphics = this.#viewer.get<Graphics>('graphicsFactory')
    const events = this.#viewer.get<Events>('eventBus')
    elements.forEach((element) => {
      if (element.waypoints === undefined) return
      element.waypoints = docking.getCroppedWaypoints(element)
      graphics.update('connection', element, elements.getGraphics(element))
      events.fire('connection.changed', { element, gfx: elements.getGraphics(element) })
    })
  }

  fit(): void {
    this.#canvas.zoom('fit-viewport', 'auto')
  }

  zoom(factor: number): void {
    const canvas = this.#canvas as Canvas & { zoom(): number }
    canvas.zoom(canvas.zoom() * factor)
  }

  /** These marks and no others. */
  mark(marks: readonly DiagramMark[], selected: string | undefined): void {
    const elements = this.#viewer.get<Elements>('elementRegistry')
    const overlays = this.#viewer.get<Overlays>('overlays')
    elements.forEach(({ id }) => {
      for (const marker of MARKERS) this.#canvas.removeMarker(id, marker)
    })
    overlays.remove({ type: OVERLAY })
    for (const { element, look, text } of marks) {
      const drawn = elements.get(element)
      if (drawn === undefined) continue
      this.#canvas.addMarker(element, `diagram-${look}`)
      if (text !== undefined) overlays.add(element, OVERLAY, { position: positionOn(drawn), html: label(text, look) })
    }
    if (selected !== undefined && elements.get(selected) !== undefined) this.#canvas.addMarker(selected, 'diagram-selected')
  }

  destroy(): void {
    this.#viewer.destroy()
  }

  get #canvas(): Canvas {
    return this.#viewer.get<Canvas>('canvas')
  }
}

const CROPPING = { connectionDocking: ['type', CroppingConnectionDocking] }

const OVERLAY = 'mark'
const MARKERS = ['positive', 'negative', 'critical', 'information', 'selected'].map((look) => `diagram-${look}`)

/** The colours of the theme in effect; an element that is marked has its own. */
const COLOURS = {
  defaultFillColor: 'var(--diagram-fill)',
  defaultStrokeColor: 'var(--diagram-stroke)',
  defaultLabelColor: 'var(--sapTextColor)',
}

/** Where a word covers nothing: beside the middle of a connection, above an event, whose name is below, and below anything else. */
function positionOn({ width = 0, waypoints }: DrawnElement): Position {
  if (waypoints === undefined) return width < EVENT_WIDTH ? { top: -22, left: 0 } : { bottom: -2, left: 0 }
  const extent = (of: 'x' | 'y') => Math.max(...waypoints.map((point) => point[of])) - Math.min(...waypoints.map((point) => point[of]))
  return { top: extent('y') / 2 - 8, left: extent('x') / 2 + 8 }
}

/** Events are smaller than this, all else is larger. */
const EVENT_WIDTH = 60

function label(text: string, look: DiagramMark['look']): HTMLElement {
  const element = document.createElement('span')
  element.className = `diagram-text diagram-text-${look}`
  element.textContent = text
  return element
}
