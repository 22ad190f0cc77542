/** Files of the corpus that are broken themselves, with the reason: they compile on no Groovy 2.4, and no mapping tool runs them. */
export const BROKEN_FILES: Readonly<Record<string, string>> = {
  'SAP-archive_btp-extend-workflow-cai-msteams__CAI_Approve_Leave_Request/script/script2.groovy':
    'two statements on one line without a semicolon: } return message',
  'SAP_apibusinesshub-integration-recipes__ByD_Open_Items_Receivable_Data_Transformation/script/doctypeclassify.groovy':
    'assigns inside a condition: a == b && c = d',
  'SAP_apibusinesshub-integration-recipes__Fetch_Vendor_and_Questionnaire/script/convertJsonToCSV_Questionnaire.groovy':
    'uses groovyx.net.http.RESTClient of http-builder, which is no part of Groovy, and the artifact ships no jar',
  'SAP_apibusinesshub-integration-recipes__Process_to_IBP_using_oData/script/POST_to_IBP.groovy':
    'uses groovy.json.JsonGenerator, which Groovy has since 2.5 only',
  'SAP_apibusinesshub-integration-recipes__Replicate_Exchange_Rate/script/setCurrency.groovy': 'two backquotes behind a statement',
  'SAP_apibusinesshub-integration-recipes__SAP_Ariba_Integration_File_Download_Events_-_Buying/script/script6.groovy':
    'a condition without parentheses: if length(x) = 0',
  'SAP_apibusinesshub-integration-recipes__SAP_Ariba_Integration_File_Download_Events_-_Sourcing/script/script6.groovy':
    'a condition without parentheses: if length(x) = 0',
  'figaf_cpi-api__FigafApiTestMessageMapping/mapping/FigafApiTestMessageMapping.mmap':
    'a mapping that was never filled: it has no structures',
}
