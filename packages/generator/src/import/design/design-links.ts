import { snakeCase } from '@cambium/model/names'
import type { SourceForeignKey, SourceLink, TableName } from '../source/index.ts'
import { type DesignReport, tableKey, tableWords } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import type { LinkDesign } from './import-design.ts'
import { type JoinTable, pairOf } from './join-tables.ts'
import { camelOf, plainWords, pluralWords } from './plain-words.ts'

export interface LinkSite {
  drafts: readonly EntityDraft[]
  joins: readonly JoinTable[]
  /** Join tables stay entities, and the relation goes through them. */
  adopted: boolean
  report: DesignReport
}

/** A linking table is called after its entity and the relation. */
const longestLink = 63

/** Gives entities their many-to-many relations: those a source states, and those of tables that hold pairs. */
export function designLinks(site: LinkSite): void {
  const { drafts, joins, adopted, report } = site
  for (const draft of drafts) for (const link of draft.table.links) addStated(draft, link, site)
  for (const { table, source, target, position } of adopted ? [] : joins) {
    const isAdded = addPairs({ source, target }, site, {
      table,
      sourceColumn: source.columns[0] ?? '',
      targetColumn: target.columns[0] ?? '',
      positionColumn: position?.name ?? null,
    })
    const times = table.columns.filter(({ type }) => type.kind === 'instant')
    if (isAdded && times.length > 0) {
      const names = times.map(({ name }) => name).join(', ')
      report.leave(
        `${tableWords(table)}.${names}`,
        'links have no time of their own',
        `To keep it, import with --except ${tableWords(table)} and write the table as an entity with two relations`,
      )
    }
  }
  for (const draft of drafts) addThrough(draft, site)
}

function byName(drafts: readonly EntityDraft[], name: TableName): EntityDraft | undefined {
  return drafts.find(({ table }) => tableKey(table) === tableKey(name))
}

function addStated(draft: EntityDraft, link: SourceLink, { drafts, report }: LinkSite): void {
  const target = byName(drafts, link.target)
  const what = `${tableWords(draft.table)}.${link.relation}`
  if (target === undefined) {
    report.leave(
      what,
      `${tableWords(link.target)} does not come`,
      'Import both, or leave the relation',
    )
    return
  }
  const isPlain = [draft, target].every(({ key }) => key.kind !== 'fields')
  if (!isPlain) {
    report.leave(
      what,
      'links hold one id of each side, and one of them has a key of several columns',
      'Write an entity with two relations in its place',
    )
    return
  }
  const wanted = camelOf(plainWords(link.relation))
  const own = /^[A-Za-z][A-Za-z0-9_]*$/.test(link.relation) ? link.relation : wanted
  const { name, clash } = takeLink(draft, [own, ...namesFor(target)], link.relation)
  if (clash !== null) {
    report.rename({
      what: 'relation',
      from: what,
      to: `${draft.design.name}.${name}`,
      reason: clash,
    })
  }
  draft.design.links.push({
    name,
    target: target.design.name,
    inverse: link.inverse,
    doc: null,
    through: null,
    pairs: {
      table: link.through,
      sourceColumn: link.sourceColumn,
      targetColumn: link.targetColumn,
      positionColumn: null,
    },
    ordered: false,
  })
}

function addPairs(
  { source, target }: { source: SourceForeignKey; target: SourceForeignKey },
  { drafts }: LinkSite,
  pairs: NonNullable<LinkDesign['pairs']>,
): boolean {
  const from = byName(drafts, source.target)
  const to = byName(drafts, target.target)
  if (from === undefined || to === undefined) return false
  const isSelf = from === to
  const { name } = takeLink(from, isSelf ? endNames(target) : namesFor(to), tableWords(pairs.table))
  from.design.links.push({
    name,
    target: to.design.name,
    inverse: isSelf ? (endNames(source)[0] ?? null) : null,
    doc: null,
    through: null,
    pairs,
    ordered: pairs.positionColumn !== null,
  })
  return true
}

/** An entity whose rows are told apart by two relations links what they lead to. */
function addThrough(
  { table, design, relations }: EntityDraft,
  { drafts, joins, adopted }: LinkSite,
): void {
  const tables = drafts.map((draft) => draft.table)
  const pair = pairOf(table, tables)
  if (pair === null || (!adopted && joins.some((join) => join.table === table))) return
  const [first, second] = pair.map(({ target }) => byName(drafts, target))
  if (first === undefined || second === undefined || first === second) return
  if (relations.filter(({ isOverFields }) => !isOverFields).length !== 2) return
  if ([first, second].some((one) => one.key.kind === 'fields' || one.design.exists)) return
  const { name } = first.names.take('many', namesFor(second), table.name)
  first.design.links.push({
    name,
    target: second.design.name,
    inverse: null,
    doc: null,
    through: design.name,
    pairs: null,
    ordered: false,
  })
}

function namesFor({ design }: EntityDraft): string[] {
  const plural = camelOf(pluralWords(plainWords(design.name)))
  return [plural, `linked${design.name}`, `${plural}Links`]
}

/** `followed_id` gives `followeds`: what the other end of a relation to the same entity is called. */
function endNames({ columns }: SourceForeignKey): string[] {
  const words = plainWords(columns[0] ?? '').filter(
    (word, at, all) => word !== 'id' || at < all.length - 1,
  )
  const plural = camelOf(pluralWords(words))
  return [plural === '' ? 'related' : plural, `${plural}Links`]
}

/** A free name whose linking table databases take. */
function takeLink(
  { names, design }: EntityDraft,
  candidates: readonly string[],
  holder: string,
): { name: string; clash: string | null } {
  const room = longestLink - snakeCase(design.table).length - 4
  const short = candidates.map((name) =>
    snakeCase(name).length > room ? name.slice(0, Math.max(room / 2, 4)) : name,
  )
  return names.take('many', short, holder)
}
