import { setImmediate } from 'node:timers/promises'

/** Longest time for which messages that wait for nothing keep the event loop from everything else, milliseconds. */
const LONGEST_TURN = 20

let turnBegan = performance.now()

/**
 * To be asked between two steps: a promise to await when others have to come in between, such as further calls and time limits;
 * else nothing, because waiting costs every step.
 */
export function giveWay(): Promise<void> | undefined {
  return performance.now() - turnBegan < LONGEST_TURN ? undefined : nextTurn()
}

async function nextTurn(): Promise<void> {
  await setImmediate()
  turnBegan = performance.now()
}
