/** A condition of TypeScript, in a form that can be made shorter. */
export type Condition =
  | { type: 'constant'; value: boolean }
  /** `row.field === null`, or `!==`. */
  | { type: 'nullTest'; field: string; isNull: boolean }
  /** Text of its own; `present` are the fields that are not null where it holds. */
  | { type: 'test'; text: string; present: readonly string[] }
  | { type: 'and' | 'or'; parts: Condition[] }
  | { type: 'choose'; test: Condition; yes: Condition; no: Condition }

/** What is known of fields at a place: whether they are null. */
type Known = ReadonlyMap<string, boolean>

/** The condition without what is known already or said twice. */
export function simplify(condition: Condition, known: Known = new Map()): Condition {
  switch (condition.type) {
    case 'nullTest': {
      const isNull = known.get(condition.field)
      if (isNull === undefined) return condition
      return { type: 'constant', value: isNull === condition.isNull }
    }
    case 'and':
    case 'or':
      return simplifyParts(condition.type, condition.parts, known)
    case 'choose': {
      const test = simplify(condition.test, known)
      const yes = simplify(condition.yes, learn(test, true, known))
      const no = simplify(condition.no, learn(test, false, known))
      if (test.type === 'constant') return test.value ? yes : no
      return { type: 'choose', test, yes, no }
    }
    default:
      return condition
  }
}

function simplifyParts(type: 'and' | 'or', parts: Condition[], known: Known): Condition {
  const isAnd = type === 'and'
  const kept: Condition[] = []
  let facts = known
  for (const part of parts.flatMap((inner) => (inner.type === type ? inner.parts : [inner]))) {
    const simple = simplify(part, facts)
    if (simple.type === 'constant') {
      if (simple.value !== isAnd) return simple
      continue
    }
    kept.push(...(simple.type === type ? simple.parts : [simple]))
    facts = learn(simple, isAnd, facts)
  }
  const [only, another] = kept
  if (only === undefined) return { type: 'constant', value: isAnd }
  return another === undefined ? only : { type, parts: kept }
}

/** What is known beyond where the condition came out so. */
function learn(condition: Condition, outcome: boolean, known: Known): Known {
  if (condition.type === 'nullTest') {
    return new Map(known).set(condition.field, condition.isNull === outcome)
  }
  if (condition.type === 'test' && outcome) {
    return new Map([...known, ...condition.present.map((field) => [field, false] as const)])
  }
  if ((condition.type === 'and' && outcome) || (condition.type === 'or' && !outcome)) {
    return condition.parts.reduce<Known>((facts, part) => learn(part, outcome, facts), known)
  }
  return known
}

/** The condition as text; in brackets where it stands beside others. */
export function printCondition(condition: Condition, isInside = false): string {
  const wrap = (text: string): string => (isInside ? `(${text})` : text)
  switch (condition.type) {
    case 'constant':
      return String(condition.value)
    case 'nullTest':
      return `row.${condition.field} ${condition.isNull ? '===' : '!=='} null`
    case 'test':
      return condition.text
    case 'and':
    case 'or': {
      const sign = condition.type === 'and' ? ' && ' : ' || '
      return wrap(condition.parts.map((part) => printCondition(part, true)).join(sign))
    }
    case 'choose': {
      const [test, yes, no] = [condition.test, condition.yes, condition.no].map((part) =>
        printCondition(part, true),
      )
      return wrap(`${test} ? ${yes} : ${no}`)
    }
  }
}
