import type { Document } from 'slimdom'
import { BPMN, idOf } from '../../iflow/bpmn-element.ts'
import { nodeProperties } from '../../iflow/flow-nodes.ts'
import type { Properties } from '../../iflow/model.ts'

/** Element id → its properties as the file has them, `{{parameters}}` in place. */
export function writtenValues(document: Document): Map<string, Properties> {
  const elements = document.getElementsByTagNameNS(BPMN, '*').filter((element) => idOf(element) !== '')
  return new Map(elements.map((element) => [idOf(element), nodeProperties(element)]))
}
