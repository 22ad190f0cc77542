import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { CompiledScript, Services } from '../../engine/services.ts'
import type { Resources } from '../../iflow/model.ts'
import { decodeText } from '../../iflow/xml-file.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { type MappingFile, parseMappingFile } from './mapping-file.ts'
import { Program } from './program.ts'
import type { Queue } from './queue.ts'
import { jsonSources } from './source/json-source.ts'
import type { SourceNode } from './source/source-node.ts'
import { SourceTree } from './source/source-tree.ts'
import { XmlSource } from './source/xml-source.ts'
import { multiMappingStructure, targetStructure } from './structure/target-structure.ts'
import { writeJson } from './target/json-result.ts'
import { TargetBuilder } from './target/target-instance.ts'
import { TargetTree } from './target/target-node.ts'
import { XmlResult } from './target/xml-result.ts'

/** Maps the body of a message. Throws `processing-failed`. */
export type MessageMapping = (exchange: Exchange) => Promise<void>

/**
 * Compiles a message mapping.
 *
 * @param path the `.mmap` file below `src/main/resources/`
 * @param resources the files of the artifact that holds it: structures and scripts
 * Throws `deploy-failed` or `bad-request`, naming the file and the target field, for everything that cannot run.
 */
export async function compileMessageMapping(path: string, resources: Resources, services: Services): Promise<MessageMapping> {
  const bytes = resources.get(path)
  if (!bytes) throw new SluiceError('deploy-failed', `The mapping ${path} is missing`)
  return new MappingCompiler(parseMappingFile(bytes, path), path, resources, services).compile()
}

class MappingCompiler {
  readonly #file: MappingFile
  readonly #path: string
  readonly #resources: Resources
  readonly #services: Services
  readonly #scripts = new Map<string, Promise<CompiledScript>>()

  constructor(file: MappingFile, path: string, resources: Resources, services: Services) {
    this.#file = file
    this.#path = path
    this.#resources = resources
    this.#services = services
  }

  async compile(): Promise<MessageMapping> {
    const [source, target] = [this.#file.sources[0], this.#file.targets[0]]
    if (!source || !target) this.#fail(`it has no ${source ? 'target' : 'source'} structure`)
    const [fromJson, toJson] = [source.type === 'json', target.type === 'json']
    const { namespaces } = this.#file
    const sourceTree = new SourceTree({ isJson: fromJson, namespaces, undeclared: source.namespace || undefined })
    const structure = this.#file.isMultiMapping
      ? multiMappingStructure(this.#file.targets, this.#resources)
      : targetStructure(target, this.#resources)
    const targetTree = new TargetTree(structure, { isJson: toJson, namespaces })
    const program = new Program(sourceTree, (library) => this.#script(library))
    const readers = await this.#mapTargets(program, targetTree)
    const write = toJson ? undefined : new XmlResult(targetTree.root, namespaces)
    const services = this.#services
    return async (exchange) => {
      const roots = fromJson ? jsonSources(exchange.body.asText()) : xmlSources(exchange)
      const run = { exchange, now: services.clock.now(), valueMappings: services.valueMappings }
      const queues = await program.run(sourceTree.read(roots), run)
      const results = new TargetBuilder(readers.map((read) => read(queues))).instances(targetTree.root)
      exchange.body = Body.text(write ? write.write(results[0]!) : writeJson(results, structure.isArray))
    }
  }

  async #mapTargets(program: Program, tree: TargetTree): Promise<((queues: readonly (readonly Queue[])[]) => Queue)[]> {
    const readers: ((queues: readonly (readonly Queue[])[]) => Queue)[] = []
    for (const { path, input } of this.#file.bricks) {
      try {
        if (tree.map(path, readers.length)) readers.push(await program.add(input))
        else this.#services.logger.warn('A mapped field is not in the target structure and left out', { mapping: this.#path, target: path })
      } catch (cause) {
        throw new SluiceError('deploy-failed', `${this.#path}, target ${path}: ${messageOf(cause)}`, { cause })
      }
    }
    return readers
  }

  #script(library: string): Promise<CompiledScript> {
    const known = this.#scripts.get(library)
    if (known) return known
    const script = this.#compileScript(library)
    this.#scripts.set(library, script)
    return script
  }

  async #compileScript(library: string): Promise<CompiledScript> {
    const file = this.#file.scripts.get(library)
    const bytes = file === undefined ? undefined : this.#resources.get(file)
    if (file === undefined)
      throw new SluiceError('deploy-failed', `The function library ${library} is no script; only Groovy scripts can run`)
    if (!bytes) throw new SluiceError('deploy-failed', `The script ${file} of the function library ${library} is missing`)
    const missing = this.#services.scripts.unavailable()
    if (missing !== undefined) throw new SluiceError('deploy-failed', missing)
    const name = file.slice(file.lastIndexOf('/') + 1)
    return this.#services.scripts.compile({ language: 'groovy', name, source: decodeText(bytes), siblings: this.#resources })
  }

  #fail(reason: string): never {
    throw new SluiceError('deploy-failed', `${this.#path}: ${reason}`)
  }
}

function xmlSources(exchange: Exchange): SourceNode[] {
  const root = exchange.body.asDocument().documentElement
  return root ? [new XmlSource(root)] : []
}
