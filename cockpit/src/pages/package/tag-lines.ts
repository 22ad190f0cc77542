/** The document that says which tags packages have. */
export interface TagConfiguration {
  readonly customTagsConfiguration: readonly {
    readonly tagName: string
    readonly permittedValues?: readonly string[]
    readonly isMandatory?: boolean | string
  }[]
}

/** One tag a line: `Name`, with `Name: value, value` for those with permitted values and an asterisk behind mandatory names. */
export const linesOf = ({ customTagsConfiguration }: TagConfiguration): string =>
  customTagsConfiguration
    .map(({ tagName, permittedValues = [], isMandatory }) => {
      const name = String(isMandatory) === 'true' ? `${tagName}*` : tagName
      return permittedValues.length === 0 ? name : `${name}: ${permittedValues.join(', ')}`
    })
    .join('\n')

/** @example tagsFrom('LoB*: Sales') // { customTagsConfiguration: [{ tagName: 'LoB', permittedValues: ['Sales'], isMandatory: true }] } */
export const tagsFrom = (lines: string): TagConfiguration => ({
  customTagsConfiguration: lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', values = ''] = line.split(':', 2)
      return {
        tagName: name.trim().replace(/\*$/, ''),
        permittedValues: values.split(',').flatMap((each) => each.trim() || []),
        isMandatory: name.trim().endsWith('*'),
      }
    }),
})
