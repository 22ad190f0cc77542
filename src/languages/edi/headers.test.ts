import { describe, expect, test } from 'vitest'
import { edifact, ISA, pickupMessage, set911, x12 } from './fixtures/interchanges.ts'
import { ediHeaders, serviceSegmentsOf } from './headers.ts'
import { readInterchange } from './interchange.ts'

const headersOf = (text: string) => {
  const interchange = readInterchange(text)
  const [group] = interchange.groups
  return Object.fromEntries(ediHeaders(serviceSegmentsOf(interchange, group, group?.messages[0])))
}

describe('ediHeaders', () => {
  test('EDIFACT', () => {
    const text = edifact(pickupMessage().replace(':UN', ':UN:EAN008')).replace(
      "BETA:ZZ+240131:0915+REF7'",
      "BETA:ZZ:OUT+240131:0915+REF7+PASS++A+++1'",
    )
    expect(headersOf(text)).toEqual({
      EDI_Document_Standard: 'UN-EDIFACT',
      EDI_Syntax_Identifier: 'UNOC',
      EDI_Syntax_Version_Number: '3',
      EDI_Sender_ID: 'ALPHA',
      EDI_Sender_ID_Qualifier: '14',
      EDI_Sender_Reverse_Routing_Address: 'IN',
      EDI_Receiver_ID: 'BETA',
      EDI_Receiver_ID_Qualifier: 'ZZ',
      EDI_Receiver_Routing_Address: 'OUT',
      EDI_Interchange_Control_Number: 'REF7',
      EDI_Recipient_Reference_Password: 'PASS',
      EDI_Processing_Priority_Code: 'A',
      EDI_Test_Indicator: '1',
      EDI_Message_Control_Number: '1',
      EDI_Message_Type: 'PICKUP',
      EDI_Message_Version: 'D',
      EDI_Message_Release: '24A',
      EDI_Message_Controlling_Agency: 'UN',
      EDI_Message_Association_Assign_Code: 'EAN008',
      EDI_Document_Number: 'P4711',
    })
  })

  test('ASC X12', () => {
    expect(headersOf(x12(set911()))).toEqual({
      EDI_Document_Standard: 'ASC-X12',
      EDI_Sender_ID: 'ALPHA',
      EDI_Sender_ID_Qualifier: 'ZZ',
      EDI_Receiver_ID: 'BETA',
      EDI_Receiver_ID_Qualifier: '01',
      EDI_Interchange_Control_Number: '000000042',
      EDI_GS_Sender_ID: 'ALPHAGS',
      EDI_GS_Receiver_ID: 'BETAGS',
      EDI_GS_Control_Number: '77',
      EDI_Message_Version: '004010',
      EDI_Message_Type: '911',
      EDI_Message_Control_Number: '0001',
      GS_Functional_Id_Code: 'PO',
      GS_Responsible_Agency_Code: 'X',
      ISA_Auth_Information_Qualifier: '00',
      ISA_Security_Information_Qualifier: '00',
      ISA_Control_Standards_Identifier: 'U',
      ISA_Version_Number: '00401',
      ISA_Acknowledgment_Requested: '0',
      ISA_Usage_Indicator: 'T',
      ST_Control_Number: '0001',
      EDI_Document_Number: 'P4711',
    })
  })

  test('TA1 segments, and an interchange without a message', () => {
    expect(headersOf(`${ISA}TA1*000000001*240131*0915*A*000~IEA*0*000000042~`)).toMatchObject({
      EDI_997_Interchange_Acknowledgement_Code: 'A',
      EDI_997_Interchange_Note_Code: '000',
      EDI_Is_TA1_Present: 'True',
    })
  })

  test('no document number where the segment for it is missing', () => {
    expect(headersOf(edifact(pickupMessage().replace(/BGM.*?'/, '')))).not.toHaveProperty('EDI_Document_Number')
    expect(headersOf(x12(set911().replace(/BEG.*?~/, '')))).not.toHaveProperty('EDI_Document_Number')
  })
})
