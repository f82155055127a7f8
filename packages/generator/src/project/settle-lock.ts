import { emptyLock, type Lock, parseLock, printLock } from '@cambium/model/check'
import {
  mergeLocks,
  type Renumbered,
  rankIdentities,
  renumberedWords,
  separateNumbers,
  type ThreeLocks,
} from '../lock/index.ts'
import { lockFile, readText } from '../read/index.ts'
import { type MergeStages, readMergeStages } from './git.ts'
import { readSpread } from './lock-spread.ts'

/** A lock that a merge had left unfinished. */
export interface SettledLock {
  text: string
  /** What it took, one sentence each. */
  notes: string[]
}

/**
 * Puts model.lock.json in order after a merge of two branches: sides that git left apart are merged by identity, and a
 * number that two things have goes to the one that is spread further. `null` when it is in order, or only a person can do it.
 */
export function settleLock(project: string): SettledLock | null {
  const text = readText(project, lockFile)
  if (text === null) return null
  const sides = sidesOf(project, text)
  if (sides) return settledMerge(project, sides)
  const { lock } = parseLock(text)
  if (!lock || !hasDuplicates(lock)) return null
  const separated = separateNumbers(lock, rankIdentities(readSpread(project)))
  return settled(separated.lock, separated.renumbered)
}

/** Merges three texts of a lock; `null` when one cannot be read, or a person has to choose a name. */
export function mergeLockTexts(project: string, stages: MergeStages): SettledLock | null {
  const sides = readSides(stages)
  return sides && settledMerge(project, sides)
}

function settledMerge(project: string, sides: ThreeLocks): SettledLock | null {
  const merged = mergeLocks(sides, rankIdentities(readSpread(project)))
  return merged.conflicts.length > 0 ? null : settled(merged.lock, merged.renumbered)
}

function settled(lock: Lock, renumbered: readonly Renumbered[]): SettledLock {
  return { text: printLock(lock), notes: renumbered.map(renumberedWords) }
}

/** The sides of a merge that is unfinished in this text. */
function sidesOf(project: string, text: string): ThreeLocks | null {
  const isMarked = /^(<{7}|={7}|>{7})( |\r?$)/m.test(text)
  const stages = readMergeStages(project, lockFile)
  // a text that is neither side was put right by somebody already
  const isUntouched = isMarked || text === stages?.ours || text === stages?.theirs
  const fromGit = stages && isUntouched ? readSides(stages) : null
  return fromGit ?? (isMarked ? readSides(splitMarkers(text)) : null)
}

function readSides({ base, ours, theirs }: MergeStages): ThreeLocks | null {
  const [mine, other] = [readSide(ours), readSide(theirs)]
  return mine && other && { base: readSide(base), ours: mine, theirs: other }
}

function readSide(text: string | null): Lock | null {
  if (text === null) return null
  return text.trim() === '' ? emptyLock() : parseLock(text).lock
}

/** The sides of a text with the markers of a merge. */
function splitMarkers(text: string): MergeStages {
  const sides = { ours: [] as string[], base: [] as string[], theirs: [] as string[] }
  let hasBase = false
  let side: keyof typeof sides | null = null
  for (const line of text.split('\n')) {
    if (/^<{7}( |\r?$)/.test(line)) side = 'ours'
    else if (/^\|{7}( |\r?$)/.test(line)) [side, hasBase] = ['base', true]
    else if (/^={7}\r?$/.test(line)) side = 'theirs'
    else if (/^>{7}( |\r?$)/.test(line)) side = null
    else if (side) sides[side].push(line)
    else for (const lines of Object.values(sides)) lines.push(line)
  }
  return {
    base: hasBase ? sides.base.join('\n') : null,
    ours: sides.ours.join('\n'),
    theirs: sides.theirs.join('\n'),
  }
}

function hasDuplicates({ entities, gone }: Lock): boolean {
  const places = [
    { ids: Object.values(entities).map(({ id }) => id), gone },
    ...Object.values(entities).map((entity) => ({
      ids: Object.values(entity.fields).map(([id]) => id),
      gone: entity.gone,
    })),
  ]
  return places.some((place) => {
    const all = [...place.ids, ...Object.keys(place.gone ?? {}).map(Number)]
    return new Set(all).size < all.length
  })
}
