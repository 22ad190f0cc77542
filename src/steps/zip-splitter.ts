import { defineStep } from '../engine/define-step.ts'
import { flag, text } from '../engine/fields.ts'
import { readZip } from '../languages/file-archive/zip.ts'
import { compileFileNamePattern, itemsOfFiles } from './splitter/archive-items.ts'
import { itemBranch, split } from './splitter/split.ts'

/** SAP Help, “Define Zip Splitter”. */
export default defineStep({
  activity: 'Splitter',
  variant: 'ZipSplitter',
  label: 'Zip Splitter',
  doc: 'Splits a zip archive into messages of one file; the header CamelFileName has its name.',
  fields: {
    pattern: text('zipSplitFileName', 'Files that are processed: a name with * and ?; empty for all.'),
    stopOnException: flag('stopOnExecution', 'Ends at the first file that fails, instead of going on with the others.', true),
  },
  compile({ pattern, stopOnException }, context) {
    const branch = itemBranch(context)
    const isWanted = compileFileNamePattern(pattern)
    const options = { concurrency: 1, stopOnException, streaming: true }
    const { bufferLimit } = context.flow.services
    return async (exchange) => {
      const files = await readZip(exchange.body.asBytes(), bufferLimit)
      return split(exchange, itemsOfFiles(files.filter(isWanted)), branch, options)
    }
  },
})
