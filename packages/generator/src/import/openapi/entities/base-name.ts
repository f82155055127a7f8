import pluralize from 'pluralize'

const before =
  /^(?:Nullable|Simple|New|Create|Created|Update|Updated|Patch|Put|Post|Get|Paginated|Paged|Partial|List)(?=[A-Z])/
const after =
  /(?<=[a-z0-9])(?:_?(?:Create|Created|Update|Updated|Patch|Put|Post|New|Input|Output|Request|Response|Dto|DTO|Summary|Details?|Out|In|Read|Write|Base|Payload|Body|Schema|Partial|Public|Minimal|Full|Short|Simple))$/

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

/** The name of a schema as that of an entity: `order_items` is `OrderItem`. */
export function wholeName(name: string): string {
  return pluralize.singular(pascal(name))
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
