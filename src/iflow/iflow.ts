import type { Document } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'
import { BPMN, refuseDuplicateIds } from './bpmn-element.ts'
import { readCollaboration } from './collaboration.ts'
import type { IflowModel, Manifest, ProcessModel } from './model.ts'
import { readProcesses } from './processes.ts'

/** Reads the BPMN of an `.iflw` file, parameters already replaced, into the model (format document §2). Throws `deploy-failed` naming the element. */
export function readIflow(document: Document, manifest: Manifest): IflowModel {
  const definitions = document.documentElement
  if (definitions?.namespaceURI !== BPMN || definitions.localName !== 'definitions') {
    throw new SluiceError('deploy-failed', 'The .iflw file is no BPMN 2.0 document')
  }
  refuseDuplicateIds(document)
  const processes = readProcesses(definitions)
  const collaboration = readCollaboration(definitions, new Set(processes.keys()), nodeIds(processes.values()))
  return { id: manifest.id, name: manifest.name, version: manifest.version, ...collaboration, processes }
}

function nodeIds(processes: Iterable<ProcessModel>): Set<string> {
  return new Set([...processes].flatMap((process) => [...process.nodes.keys(), ...(process.exceptionSubprocess?.nodes.keys() ?? [])]))
}
