import pluralize from 'pluralize'

const before =
  /^(?:New|Create|Created|Update|Updated|Patch|Put|Post|Get|Paginated|Paged|Partial|List)(?=[A-Z])/
const after =
  /(?<=[a-z0-9])(?:_?(?:Create|Created|Update|Updated|Patch|Put|Post|New|Input|Output|Request|Response|Dto|DTO|List|Page|Paged|Collection|Summary|Details?|Out|In|Read|Write|Base|Payload|Body|Schema|Model|Resource|Params|Attributes|Partial|Public|Minimal|Full|Short|Entity|Props))$/

/** What a schema is of: `ProductCreate`, `NewProduct` and `ProductList` are of `Product`. */
export function baseName(name: string): string {
  // `com.example.shop.Order`: the package says nothing.
  let base = name.replace(/^(?:\w+[./]){2,}/, '')
  for (let tries = 0; tries < 4; tries++) {
    const next = base.replace(after, '').replace(before, '')
    if (next === base || next === '') break
    base = next
  }
  return pluralize.singular(pascal(base))
}

/** `payment_intent` is `PaymentIntent`; capitals stay. */
function pascal(name: string): string {
  const parts = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== '')
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('') || name
}

/** What a word of a path is of: `order-items` of `OrderItem`. */
export function nameOfWord(word: string): string {
  return pluralize.singular(pascal(word).replace(/^[^A-Za-z]+/, '')) || 'Record'
}
