import * as z from 'zod'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { SettingStore } from '../../store/settings.ts'

const SETTING = 'customTagsConfiguration'

/** A tag that packages of this tenant can have. */
export interface TagDefinition {
  readonly tagName: string
  /** Without any every value is permitted. */
  readonly permittedValues: readonly string[]
  readonly isMandatory: boolean
}

const Configuration = z.object({
  customTagsConfiguration: z.array(
    z.object({
      tagName: z.string().min(1),
      permittedValues: z
        .array(z.string())
        .default([])
        .transform((values) => values.flatMap((value) => value.split(',')).map((value) => value.trim())),
      isMandatory: z.union([z.boolean(), z.enum(['true', 'false'])]).default(false),
    }),
  ),
})

/** The configuration as it was uploaded; one without tags before. */
export const tagConfigurationText = async (settings: SettingStore): Promise<string> =>
  (await settings.get(SETTING)) ?? '{"customTagsConfiguration":[]}'

export async function tagDefinitions(settings: SettingStore): Promise<TagDefinition[]> {
  return definitionsIn(await tagConfigurationText(settings))
}

/** Replaces the configuration. Throws `bad-request` naming what is wrong in it, `conflict` when there is one and `overwrite` is not wished. */
export async function putTagConfiguration(settings: SettingStore, text: string, overwrite: boolean): Promise<void> {
  const names = definitionsIn(text).map(({ tagName }) => tagName)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw refused(`the tag '${twice}' occurs twice`)
  if (!overwrite && (await settings.get(SETTING)) !== undefined) {
    throw new SluiceError(
      'conflict',
      "CustomTag Configuration already exist. To overwrite existing configuration, try with 'Overwrite=true' custom query params.",
    )
  }
  await settings.put(SETTING, text)
}

function definitionsIn(text: string): TagDefinition[] {
  const parsed = Configuration.safeParse(jsonIn(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refused(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  return parsed.data.customTagsConfiguration.map((tag) => ({ ...tag, isMandatory: String(tag.isMandatory) === 'true' }))
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refused(messageOf(cause))
  }
}

const refused = (reason: string) => new SluiceError('bad-request', `The custom tags configuration is not valid: ${reason}`)
