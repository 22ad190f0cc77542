import { expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import {
  call,
  constant,
  type MappingSketch,
  outline,
  scriptCall,
  source,
} from '../../src/languages/message-mapping/fixtures/mapping-bench.ts'
import { https } from '../support/flow.ts'
import { mappingFiles, mappingStep } from './mapping-step.ts'
import { useStage } from './stage.ts'

const stage = useStage()

/** Deploys an artifact that is no flow; the package is there since the first flow. */
async function deployCompanion(id: string, type: 'MessageMapping' | 'ValueMapping', files: Record<string, string>): Promise<void> {
  const manifest = `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${id}\r\nBundle-Name: ${id}\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ${type}\r\n`
  const all = Object.entries({ 'META-INF/MANIFEST.MF': manifest, ...files })
  const zip = await writeArchive(new Map(all.map(([path, text]) => [path, Buffer.from(text)])))
  const ArtifactContent = Buffer.from(zip).toString('base64')
  await stage.api('DELETE', `${type}DesigntimeArtifacts(Id='${id}',Version='active')`)
  const created = await stage.api('POST', `${type}DesigntimeArtifacts`, { Id: id, Name: id, PackageId: 'Tests', ArtifactContent })
  expect(created.status).toBe(201)
  const started = await stage.api('POST', `Deploy${type}DesigntimeArtifact?Id='${id}'&Version='active'`)
  expect(await stage.tenant.deployments.settled(await started.text())).toBe('SUCCESS')
}

test('a flow maps its message with standard functions, a script and a value mapping', async () => {
  const sketch: MappingSketch = {
    target: outline(`
      Receipt
        Line *
          Text ?
          Unit ?
    `),
    scripts: {
      Loud: 'import com.sap.it.api.mapping.*\ndef String loud(String text, MappingContext context) { text.toUpperCase() + context.getProperty("SAP_MessageProcessingLogID")?.take(2) }',
    },
    targets: {
      '/Receipt/Line': source('/Order/Item'),
      '/Receipt/Line/Text': scriptCall('Loud', 'loud', source('/Order/Item/Name')),
      '/Receipt/Line/Unit': call('valuemap', [source('/Order/Item/Unit')], {
        agency1: 'ERP',
        schema1: 'Unit',
        agency2: 'Shop',
        schema2: 'Unit',
        vmstrategy: '0',
      }),
    },
  }
  const values = (target: string) => ({
    'value_mapping.xml': `<vm version="2.0"><group id="1"><entry><agency>ERP</agency><schema>Unit</schema><value>EA</value></entry><entry><agency>Shop</agency><schema>Unit</schema><value>${target}</value></entry></group></vm>`,
  })
  await stage.deploy({ id: 'Receipts', sender: https('/receipts'), steps: [mappingStep()], resources: mappingFiles(sketch) })
  await deployCompanion('Units', 'ValueMapping', values('piece'))
  const order = '<Order><Item><Name>pen</Name><Unit>EA</Unit></Item><Item><Name>ink</Name><Unit>L</Unit></Item></Order>'
  const result = (unit: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><Receipt><Line><Text>PENAG</Text><Unit>${unit}</Unit></Line><Line><Text>INKAG</Text><Unit>L</Unit></Line></Receipt>`
  expect(await (await stage.call('/receipts', order)).text()).toBe(result('piece'))
  await deployCompanion('Units', 'ValueMapping', values('Stück'))
  expect(await (await stage.call('/receipts', order)).text()).toBe(result('Stück'))
})

test('a flow uses a mapping artifact, and one that lacks it says so', async () => {
  const sketch = (value: string): MappingSketch => ({ target: outline('Out 1\n  A ?'), targets: { '/Out/A': constant(value) } })
  const resources = (value: string) =>
    Object.fromEntries(Object.entries(mappingFiles(sketch(value))).map(([path, text]) => [`src/main/resources/${path}`, text]))
  const flow = { id: 'Referring', sender: https('/referring'), steps: [mappingStep({ messageMappingBundleId: 'MM_Out' })] }
  await expect(stage.deploy(flow)).rejects.toThrow('The message mapping MM_Out is not deployed')
  await deployCompanion('MM_Out', 'MessageMapping', resources('first'))
  await stage.deploy(flow)
  expect(await (await stage.call('/referring', '<In/>')).text()).toContain('<Out><A>first</A></Out>')
})

test('a message that the mapping cannot map fails with the target element', async () => {
  const sketch: MappingSketch = { target: outline('Out 1\n  A 1'), targets: { '/Out/A': source('/In/A') } }
  await stage.deploy({ id: 'Strict', sender: https('/strict'), steps: [mappingStep()], resources: mappingFiles(sketch) })
  const answer = await stage.call('/strict', '<In/>')
  expect(answer.status).toBe(500)
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  await expect
    .poll(async () => (await stage.api('GET', `MessageProcessingLogs('${guid}')/ErrorInformation/$value`)).text())
    .toContain('Cannot produce target element /Out/A. Queue has not enough values in context.')
})
