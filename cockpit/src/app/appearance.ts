import { registerI18nLoader } from '@ui5/webcomponents-base/dist/asset-registries/i18n.js'
import { registerLocaleDataLoader } from '@ui5/webcomponents-base/dist/asset-registries/LocaleData.js'
import { registerThemePropertiesLoader } from '@ui5/webcomponents-base/dist/asset-registries/Themes.js'
import { setDefaultFontLoading } from '@ui5/webcomponents-base/dist/config/Fonts.js'
import { setLanguage } from '@ui5/webcomponents-base/dist/config/Language.js'
import { setTheme } from '@ui5/webcomponents-base/dist/config/Theme.js'
import { type Language, loadMessages } from '../messages/messages.ts'

export type Theme = 'light' | 'dark'

export interface Appearance {
  readonly theme: Theme
  readonly language: Language
}

const NAMES: Readonly<Record<Theme, string>> = { light: 'sap_horizon', dark: 'sap_horizon_dark' }

/** Under this name the browser remembers what somebody chose; nothing else is kept there. */
const KEY = 'sluice-appearance'

/** What somebody chose, else what the browser prefers. */
export function appearance(): Appearance {
  const chosen: Partial<Appearance> = JSON.parse(localStorage.getItem(KEY) ?? '{}')
  return { theme: chosen.theme ?? preferredTheme(), language: chosen.language ?? (navigator.language.startsWith('de') ? 'de' : 'en') }
}

const preferredTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

/** Takes effect with the next load of the page. */
export function choose(choice: Partial<Appearance>): void {
  localStorage.setItem(KEY, JSON.stringify({ ...appearance(), ...choice }))
  location.reload()
}

/** Loads texts and theme before anything is drawn. Fonts would come from another host, so the system's are used. */
export async function setUpAppearance(): Promise<void> {
  setDefaultFontLoading(false)
  registerAssets()
  const { theme, language } = appearance()
  document.documentElement.lang = language
  await Promise.all([setTheme(NAMES[theme]), setLanguage(language), loadMessages(language)])
}

type Asset = Promise<{ readonly default: unknown }>

/** The light theme and English come with the components. */
function registerAssets(): void {
  theme(
    '@ui5/webcomponents-theming',
    () => import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'),
    'root',
  )
  theme('@ui5/webcomponents', () => import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'))
  theme(
    '@ui5/webcomponents-fiori',
    () => import('@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'),
  )
  dates('en', () => import('@ui5/webcomponents-localization/dist/generated/assets/cldr/en.json'))
  dates('de', () => import('@ui5/webcomponents-localization/dist/generated/assets/cldr/de.json'))
  texts('@ui5/webcomponents', () => import('@ui5/webcomponents/dist/generated/assets/i18n/messagebundle_de.json'))
  texts('@ui5/webcomponents-fiori', () => import('@ui5/webcomponents-fiori/dist/generated/assets/i18n/messagebundle_de.json'))
}

/** @param target `root` for the colours of the theme, `host` for what components derive from them */
const theme = (packageName: string, load: () => Asset, target: 'root' | 'host' = 'host'): void =>
  registerThemePropertiesLoader(packageName, NAMES.dark, async () => (await load()).default as never, target)

const texts = (packageName: string, load: () => Asset): void =>
  registerI18nLoader(packageName, 'de', async () => (await load()).default as never)

const dates = (language: Language, load: () => Asset): void =>
  registerLocaleDataLoader(language, async () => (await load()).default as never)
