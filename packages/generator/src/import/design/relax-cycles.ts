import { splitWords } from '@cambium/model/names'
import type { DesignReport } from './design-report.ts'
import { draftOf, type EntityDraft } from './entity-draft.ts'
import type { FieldDesign } from './import-design.ts'

/** A relation that must be there before its entity can be. */
interface Edge {
  source: EntityDraft
  target: EntityDraft
  field: FieldDesign
  /** A part of the key always is. */
  isKey: boolean
}

/**
 * Entities that require each other could never begin: of every such circle one relation may be empty. It is one that has a name of
 * its own, where there is one: a store's manager rather than the store of its staff.
 */
export function relaxCycles(drafts: readonly EntityDraft[], report: DesignReport): void {
  let edges = drafts.flatMap((draft) => edgesOf(draft, drafts))
  for (;;) {
    const circle = findCircle(drafts, edges)
    if (circle === null) return
    const free = circle.filter(({ isKey }) => !isKey)
    const relaxed = free.find(hasOwnName) ?? free.at(-1)
    // a circle of keys stays what it is: nothing of it may be empty
    if (relaxed === undefined) edges = edges.filter((edge) => edge !== circle[0])
    else {
      edges = edges.filter((edge) => edge !== relaxed)
      relax(relaxed, circle, report)
    }
  }
}

function edgesOf(source: EntityDraft, drafts: readonly EntityDraft[]): Edge[] {
  return source.relations.flatMap((plan): Edge[] => {
    const field = source.relationOf.get(plan)
    const target = draftOf(drafts, plan.target)
    if (field === undefined || target === undefined || field.options.required !== true) return []
    const column = field.column?.name ?? ''
    const isKey = source.key.kind === 'fields' && source.key.columns.includes(column)
    return [{ source, target, field, isKey }]
  })
}

function findCircle(drafts: readonly EntityDraft[], edges: readonly Edge[]): Edge[] | null {
  const done = new Set<EntityDraft>()
  const visit = (draft: EntityDraft, path: readonly Edge[]): Edge[] | null => {
    const at = path.findIndex(({ source }) => source === draft)
    if (at >= 0) return path.slice(at)
    if (done.has(draft)) return null
    for (const edge of edges.filter(({ source }) => source === draft)) {
      const circle = visit(edge.target, [...path, edge])
      if (circle !== null) return circle
    }
    done.add(draft)
    return null
  }
  for (const draft of drafts) {
    const circle = visit(draft, [])
    if (circle !== null) return circle
  }
  return null
}

function hasOwnName({ field, target }: Edge): boolean {
  return splitWords(field.name).join() !== splitWords(target.design.name).join()
}

function relax({ source, field }: Edge, circle: readonly Edge[], report: DesignReport): void {
  const { required: _required, ...options } = field.options
  field.options = { ...options, ...(options.onDelete === undefined && { onDelete: 'restrict' }) }
  const names = [...new Set(circle.map((edge) => edge.source.design.name))]
  const who =
    names.length === 1
      ? 'the first record would need one before it'
      : `${names.join(' and ')} need each other, and one has to be first`
  report.note('relations', `${source.design.name}.${field.name}`, `may be empty here: ${who}`)
}
