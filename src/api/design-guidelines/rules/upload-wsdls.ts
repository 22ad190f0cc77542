import type { Channel } from '../../../iflow/model.ts'
import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'UPLOAD_WSDLS_AS_INTEGRATION_FLOW_RESOURCE',
  name: 'Upload WSDLs as Integration Flow Resources',
  category: 'Apply the Highest Security Standards',
  severity: 'Medium',
  check: ({ model }) =>
    judge(
      model.channels.filter((channel) => wsdlOf(channel) !== ''),
      (channel) => /^https?:/i.test(wsdlOf(channel)),
    ),
} satisfies Guideline

const wsdlOf = ({ properties }: Channel): string => (properties.get('soapWsdlURL') ?? '').trim()
