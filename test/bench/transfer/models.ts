/** Tables as most applications have them: one that stands alone, one with references, one with a search and a secret. */
export const models: { readonly [path: string]: string } = {
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({ name: 'transfer', roles: ['admin'] })
`,
  'src/customers/customer.model.ts': `import { date, email, entity, text } from '@cambium/model'

export default entity('Customer', {
  id: 'serial',
  fields: {
    firstName: text({ required: true, max: 45 }),
    lastName: text({ required: true, max: 45 }),
    email: email({ unique: true }),
    city: text({ max: 60 }),
    since: date(),
  },
  access: { read: 'public' },
})
`,
  'src/orders/order.model.ts': `import { bool, choice, datetime, decimal, entity, index, int, one } from '@cambium/model'

export default entity('Order', {
  fields: {
    customer: one('Customer', { required: true, inverse: 'orders' }),
    replaces: one('Order', { inverse: 'replacedBy', onDelete: 'setNull' }),
    total: decimal({ precision: 12, scale: 2, required: true }),
    items: int({ required: true, min: 1 }),
    status: choice(['placed', 'paid', 'shipped'], { default: 'placed' }),
    gift: bool({ default: false }),
    shippedAt: datetime(),
  },
  indexes: [index('status', '-createdAt')],
  access: { read: 'public' },
})
`,
  'src/articles/article.model.ts': `import { entity, json, list, text } from '@cambium/model'

export default entity('Article', {
  fields: {
    title: text({ required: true, max: 200, search: 'A' }),
    body: text({ max: 20_000, search: 'C' }),
    secret: text({ encrypted: true }),
    tags: list(text({ max: 20 })),
    meta: json(),
  },
  access: { read: 'public' },
})
`,
}

type Make = (index: number) => { readonly [property: string]: unknown }

const idOf = (index: number): string => `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`
const day = (index: number): string =>
  `20${String(10 + (index % 15))}-0${1 + (index % 9)}-1${index % 10}`

/** The rows of each entity, in the order in which they are loaded. */
export const rowsOf: { readonly [entity: string]: Make } = {
  Customer: (index) => ({
    id: index + 1,
    firstName: `First ${index}`,
    lastName: `Last ${index % 5_000}`,
    email: `customer${index}@example.org`,
    city: `City ${index % 300}`,
    since: day(index),
  }),
  Order: (index) => ({
    id: idOf(index),
    customerId: index + 1,
    replacesId: index % 10 === 9 ? idOf(index - 5) : null,
    total: `${index % 1_000}.${10 + (index % 90)}`,
    items: 1 + (index % 9),
    status: ['placed', 'paid', 'shipped'][index % 3],
    gift: index % 7 === 0,
    shippedAt: index % 3 === 2 ? `${day(index)}T08:30:00.000Z` : null,
  }),
  Article: (index) => ({
    id: idOf(index),
    title: `Article ${index} on ${index % 1_000} things`,
    body: `Some ${index} words that are ${index % 77} and found ${index % 13} again. `.repeat(4),
    secret: `nobody knows ${index}`,
    tags: ['one', `tag ${index % 50}`],
    meta: { index, source: 'bench' },
  }),
}
