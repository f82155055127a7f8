import type { Seed } from '@cambium/runtime/app'

const users = [
  { email: 'ada@example.com', name: 'Ada Lovelace' },
  { email: 'grace@example.com', name: 'Grace Hopper' },
]

const categories = [
  { name: 'Electronics', description: 'Things with a plug or a battery' },
  { name: 'Food & Beverages', description: 'Things to eat and drink' },
  { name: 'Travel', description: 'Things to take along' },
  { name: 'Health & Wellness', description: 'Things that do you good' },
]

const products = [
  {
    name: 'Fitness tracker watch',
    description: 'Counts steps, heartbeats and hours of sleep.',
    price: 8_000,
    stock: 25,
    categories: ['Electronics', 'Health & Wellness'],
  },
  {
    name: 'Organic fruit basket',
    description: 'What is ripe this week.',
    price: 4_000,
    stock: 10,
    categories: ['Food & Beverages', 'Health & Wellness'],
  },
  {
    name: 'Adventure backpack',
    description: 'Forty litres, and dry inside.',
    price: 6_000,
    stock: 12,
    categories: ['Travel'],
  },
  {
    name: 'Noise-cancelling headphones',
    description: 'For trains and open offices.',
    price: 19_900,
    stock: 5,
    categories: ['Electronics', 'Travel'],
  },
  {
    name: 'Green tea sampler',
    description: 'Six teas from three countries.',
    price: 1_850,
    stock: 0,
    categories: ['Food & Beverages'],
  },
]

/** The first records of the shop. What is there already, by its name or address, is left as it is. */
export const seed: Seed = async ({ system }) => {
  for (const user of users) {
    if (!(await system.User.find({ email: user.email }))) await system.User.create(user)
  }
  const categoryIds = new Map<string, string>()
  for (const category of categories) {
    const { name } = category
    const found = await system.ProductCategory.find({ name })
    const { id } = found ?? (await system.ProductCategory.create(category))
    categoryIds.set(name, id)
  }
  for (const { categories: names, ...product } of products) {
    if (await system.Product.find({ name: product.name })) continue
    const ids = names.flatMap((name) => categoryIds.get(name) ?? [])
    await system.Product.create({ ...product, categoryIds: ids })
  }
}
