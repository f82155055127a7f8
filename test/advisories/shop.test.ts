import { after, before, describe } from 'node:test'
import { shop as cases } from './cases/shop.ts'
import { openShop, type Shop } from './fixture/shop.ts'
import { tryAdvisories } from './fixture/try-advisories.ts'

describe('advisories of others, on the shop', () => {
  let shop: Shop
  before(async () => {
    shop = await openShop()
  })
  after(() => shop.close())

  tryAdvisories(cases, () => shop, { isAlone: true })
})
