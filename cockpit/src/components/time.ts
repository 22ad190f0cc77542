import { appearance } from '../app/appearance.ts'

/** A time in the user's zone, with seconds. */
export const timeText = (time: Date | number | string | undefined): string =>
  time === undefined ? '' : new Date(time).toLocaleString(appearance().language, { dateStyle: 'medium', timeStyle: 'medium' })

/** Milliseconds for people. */
export const durationText = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`
