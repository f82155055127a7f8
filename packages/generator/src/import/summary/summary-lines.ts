import type { EntityDesign, ImportDesign } from '../design/index.ts'
import { type GroupedNote, groupNotes } from './group-notes.ts'
import { counted, fewOf, wrapped } from './words.ts'

/** How many rows a table has. */
export interface RowCount {
  entity: string
  /** `null`: nobody knows. */
  rows: number | null
}

export interface SummaryOptions {
  /** `null`: no rows come. */
  counts: readonly RowCount[] | null
  /** Characters of a line. */
  width: number
  /** What a headline looks like. */
  headline(text: string): string
  /** Where all of it stands, for lists that are cut. */
  reportFile: string
}

/** How many lines of each list are shown. */
const most = 6

/** What an import does, in a page: what comes, what is called otherwise, what is another, what stays behind. */
export function summaryLines(design: ImportDesign, options: SummaryOptions): string[] {
  const parts = [
    ...comes(design, options),
    ...existing(design, options),
    ...renamed(design, options),
    ...changed(design, options),
    ...leftBehind(design, options),
  ]
  const isCut = parts.some((line) => /(?:^| )and [\d,]+ more\b/.test(line))
  return isCut
    ? [...parts, '', `${options.reportFile} of the project gets all of it; --json has it now.`]
    : parts
}

function comes({ label, entities, adopted }: ImportDesign, options: SummaryOptions): string[] {
  const fields = entities.reduce((sum, entity) => sum + entity.fields.length, 0)
  const relations = entities.flatMap((entity) => entity.fields.filter(({ kind }) => kind === 'one'))
  const links = entities.flatMap((entity) => entity.links)
  const parts = [
    counted(entities.length, 'entity', 'entities'),
    counted(fields - relations.length, 'field'),
    ...(relations.length === 0 ? [] : [counted(relations.length, 'relation')]),
    ...(links.length === 0 ? [] : [`${links.length} many-to-many`]),
  ]
  const how = adopted ? 'is adopted as' : 'becomes'
  const names = entities.map(({ name }) => name)
  return [
    options.headline(`${capital(label)} ${how} ${listed(parts)}`),
    ...wrapped(`${fewOf(names, 60)}.`, '  ', options.width),
    ...(adopted ? ['  Its rows stay where they are.'] : rowLines(options)),
  ]
}

function rowLines({ counts, width }: SummaryOptions): string[] {
  if (counts === null) return ['  No rows come: only the schema.']
  const known = counts.filter((one): one is { entity: string; rows: number } => one.rows !== null)
  const total = known.reduce((sum, { rows }) => sum + rows, 0)
  const largest = known.filter(({ rows }) => rows > 0).sort((a, b) => b.rows - a.rows)
  const few = largest.map(({ entity, rows }) => `${entity} ${rows.toLocaleString('en-US')}`)
  const unknown = counts.length > known.length ? ' or more' : ''
  const text = `${counted(total, 'row')}${unknown}${few.length === 0 ? '' : `: ${fewOf(few, 5)}`}.`
  return wrapped(text, '  ', width)
}

function existing({ entities }: ImportDesign, options: SummaryOptions): string[] {
  const names = entities.filter(({ exists }) => exists).map(({ name }) => name)
  if (names.length === 0) return []
  return [
    '',
    options.headline('There already'),
    ...wrapped(
      `${fewOf(names, 20)}: their models stay as they are, and rows go into them.`,
      '  ',
      options.width,
    ),
  ]
}

function renamed({ renamings }: ImportDesign, options: SummaryOptions): string[] {
  if (renamings.length === 0) return []
  const ordered = [...renamings].sort((a, b) => rank(a.what) - rank(b.what))
  const groups = new Map<string, string[]>()
  for (const { from, to, reason } of ordered) {
    groups.set(reason, [...(groups.get(reason) ?? []), `${from} -> ${to}`])
  }
  const entries = [...groups]
  const shown = entries.length <= most + 1 ? entries : entries.slice(0, most)
  return [
    '',
    options.headline(`Called otherwise (${renamings.length})`),
    ...shown.flatMap(([reason, places]) => placed(`${fewOf(places, 2)}: ${reason}`, options)),
    ...more(entries.length - shown.length),
  ]
}

function rank(what: string): number {
  return ['entity', 'relation', 'field'].indexOf(what)
}

/** A sentence about places; its further lines stand further in. */
function placed(text: string, { width }: SummaryOptions): string[] {
  const [first = '', ...rest] = wrapped(text, '    ', width)
  return [`  ${first.trimStart()}`, ...rest]
}

function changed({ notes }: ImportDesign, options: SummaryOptions): string[] {
  const groups = groupNotes(notes)
  if (groups.length === 0) return []
  const shown = fromEach(groups)
  return [
    '',
    options.headline(`To know (${groups.length})`),
    ...shown.flatMap(({ places, text }) => placed(`${fewOf(places, 3)}: ${text}`, options)),
    ...more(groups.length - shown.length),
  ]
}

/** A few of each topic: what one of them repeats does not hide the others. */
function fromEach(groups: readonly GroupedNote[]): GroupedNote[] {
  if (groups.length <= most * 2) return [...groups]
  const counts = new Map<string, number>()
  return groups.filter(({ topic }) => {
    const count = (counts.get(topic) ?? 0) + 1
    counts.set(topic, count)
    return count <= 3
  })
}

function leftBehind({ left }: ImportDesign, options: SummaryOptions): string[] {
  if (left.length === 0) return []
  const groups = new Map<string, string[]>()
  for (const { what, reason } of left) groups.set(reason, [...(groups.get(reason) ?? []), what])
  const entries = [...groups]
  const shown = entries.length <= most + 1 ? entries : entries.slice(0, most)
  return [
    '',
    options.headline(`Stays behind (${left.length})`),
    ...shown.flatMap(([reason, places]) => placed(`${fewOf(places, 3)}: ${reason}`, options)),
    ...more(entries.length - shown.length),
  ]
}

function more(count: number): string[] {
  return count <= 0 ? [] : [`  and ${count} more`]
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The table an entity comes from, where one cannot guess it. */
export function originOf({ source }: EntityDesign): string {
  return source.schema === null ? source.name : `${source.schema}.${source.name}`
}
