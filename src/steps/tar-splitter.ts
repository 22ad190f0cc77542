import { defineStep } from '../engine/define-step.ts'
import { flag, text } from '../engine/fields.ts'
import { readTar } from '../languages/file-archive/tar.ts'
import { compileFileNamePattern, itemsOfFiles } from './splitter/archive-items.ts'
import { itemBranch, split } from './splitter/split.ts'

/** SAP Help, “Define Tar Splitter”. */
export default defineStep({
  activity: 'Splitter',
  variant: 'TarSplitter',
  label: 'Tar Splitter',
  doc: 'Splits a tar archive into messages of one file; the header CamelFileName has its name.',
  fields: {
    pattern: text('tarSplitFileName', 'Files that are processed: a name with * and ?; empty for all.'),
    stopOnException: flag('stopOnExecution', 'Ends at the first file that fails, instead of going on with the others.', true),
  },
  compile({ pattern, stopOnException }, context) {
    const branch = itemBranch(context)
    const isWanted = compileFileNamePattern(pattern)
    const options = { concurrency: 1, stopOnException, streaming: true }
    return (exchange) => split(exchange, itemsOfFiles(readTar(exchange.body.asBytes()).filter(isWanted)), branch, options)
  },
})
