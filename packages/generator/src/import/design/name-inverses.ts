import { pluralise, singularise, withLastWord } from '@cambium/model/names'
import type { ExistingEntity } from './design-options.ts'
import type { DesignReport } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import type { FieldDesign, LinkDesign } from './import-design.ts'
import { camelOf, pascalOf, plainWords, pluralWords } from './plain-words.ts'

interface End {
  source: EntityDraft
  relation: string
  /** As the source has it. */
  given: string | null
  isOne: boolean
  set(name: string): void
}

/** Names the other end of every relation on its target: `orders` of a customer. Those the source names go first. */
export function nameInverses(
  drafts: readonly EntityDraft[],
  { existing, report }: { existing: readonly ExistingEntity[]; report: DesignReport },
): void {
  for (const target of drafts) {
    // what is in the project is not written again, and its names are taken
    const model = existing.find(({ name }) => target.design.exists && name === target.design.name)
    if (model) target.names.reserve(model.members)
    const ends = drafts.flatMap((source) => endsOf(source, target))
    const ordered = [...ends.filter(({ given }) => given), ...ends.filter(({ given }) => !given)]
    for (const end of ordered.filter(({ source }) => !source.design.exists)) {
      const candidates = candidatesOf(end, target, ends)
      const { name, clash } = target.names.take(
        'inverse',
        candidates,
        `the other end of ${end.source.design.name}.${end.relation}`,
      )
      end.set(name)
      if (end.given !== null && name !== end.given && clash !== null) {
        const to = `${target.design.name}.${name}`
        report.rename({
          what: 'relation',
          from: `${target.table.name}.${end.given}`,
          to,
          reason: clash,
        })
      }
    }
  }
}

function endsOf(source: EntityDraft, target: EntityDraft): End[] {
  const relations = [...source.relationOf].flatMap(([plan, field]): End[] =>
    plan.target === target.table ? [oneEnd(source, field, plan.foreignKey.inverse)] : [],
  )
  const links = source.design.links.filter((link) => link.target === target.design.name)
  return [...relations, ...links.map((link) => manyEnd(source, link))]
}

function oneEnd(source: EntityDraft, field: FieldDesign, given: string | null): End {
  return {
    source,
    relation: field.name,
    given: usable(given),
    isOne: field.options.unique === true,
    set: (inverse) => {
      field.options = { ...field.options, inverse }
    },
  }
}

function manyEnd(source: EntityDraft, link: LinkDesign): End {
  return {
    source,
    relation: link.name,
    given: usable(link.inverse),
    isOne: false,
    set: (inverse) => {
      link.inverse = inverse
    },
  }
}

function usable(name: string | null): string | null {
  if (name === null) return null
  const forms = [name, camelOf(plainWords(name))]
  return forms.find((one) => /^[A-Za-z][A-Za-z0-9_]*$/.test(one)) ?? null
}

function candidatesOf(
  { source, relation, given, isOne }: End,
  target: EntityDraft,
  ends: readonly End[],
): string[] {
  const words = plainWords(source.design.name)
  const plain = isOne ? camelOf(words) : camelOf(pluralWords(words))
  const several = ends.filter((end) => end.source === source).length > 1
  const own = camelOf(plainWords(target.design.name))
  const role = relation.replace(/Record\d*$/, '')
  const capital = pascalOf(isOne ? words : pluralWords(words))
  const qualified = singularOf(role) === own ? plain : `${singularOf(role)}${capital}`
  const isParent = source === target && /^parent/i.test(relation) && !isOne
  return [
    ...(given === null ? [] : [given]),
    ...(isParent ? ['children'] : []),
    ...(several ? [qualified] : [plain, qualified]),
    `${plain}By${relation.charAt(0).toUpperCase()}${relation.slice(1)}`,
  ]
}

function singularOf(name: string): string {
  const singular = withLastWord(name, singularise)
  return pluralise(singular) === name || singular !== name ? singular : name
}
