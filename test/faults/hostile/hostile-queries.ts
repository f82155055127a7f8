import { randomUUID } from 'node:crypto'
import type { Hostile } from './hostile-bodies.ts'

const maxQueryBytes = 15_000

/** Query strings of up to 15 kB for lists of products and orders. */
export function hostileQueries(productId: string, staff: string): Hostile[] {
  const product = (query: string): string => `/api/products?${query}`
  const order = (query: string): string => `/api/orders?${query}`
  const repeated = (piece: string, bytes = maxQueryBytes): string =>
    piece.repeat(Math.floor(bytes / piece.length))
  const queries: [name: string, path: string][] = [
    ['contains 5,000 percent signs', product(`description[contains]=${repeated('%25')}`)],
    ['contains 15,000 underscores', product(`description[contains]=${repeated('_')}`)],
    ['contains %a%a%a ...', product(`description[contains]=${repeated('%25a')}`)],
    [
      'contains 5,000 letters that nearly match',
      product(`description[contains]=${repeated('a', 5_000)}b`),
    ],
    [
      'contains 400 letters that nearly match',
      product(`description[contains]=${repeated('a', 400)}b`),
    ],
    [
      'contains 60 letters that nearly match',
      product(`description[contains]=${repeated('a', 60)}b`),
    ],
    [
      'counts what contains them',
      product(`description[contains]=${repeated('a', 60)}b&count=exact`),
    ],
    ['ends with 400 letters', product(`description[endsWith]=${repeated('a', 400)}b`)],
    ['12 conditions that nearly match', product(nearlyMatching(12))],
    ['contains backslashes', product(`description[contains]=${repeated('%5C')}`)],
    ['contains 1 letter in every row', product('description[contains]=a&count=exact&offset=10000')],
    ['100 values listed', product(`price[in]=${Array.from({ length: 100 }, (_, n) => n)}`)],
    ['10,000 values listed', product(`price[in]=${repeated('1,', 14_000)}1`)],
    ['400 ids listed', product(`id[nin]=${Array.from({ length: 400 }, () => randomUUID())}`)],
    ['100 parameters', product(Array.from({ length: 100 }, (_, n) => `price[ne]=${n}`).join('&'))],
    ['60 groups', product(Array.from({ length: 60 }, (_, n) => `or[${n}][price]=${n}`).join('&'))],
    ['groups in groups', product(`${repeated('not[', 8_000)}price${repeated(']', 2_000)}=1`)],
    ['brackets that do not close', product(`${repeated('[', 15_000)}=1`)],
    ['5,000 parameters', product(repeated('a&'))],
    ['a name of 15 kB', product(`${repeated('x')}=1`)],
    ['a cursor of 15 kB', product(`after=${repeated('QUJD')}`)],
    ['a sort of 3,000 names', product(`sort=${repeated('name,')}name`)],
    ['a sort that counts for every row', product('sort=orderCount&limit=100')],
    ['a sort of text without an index', product('sort=description,-price&limit=100')],
    ['the last offset', product('offset=10000&limit=100&sort=description')],
    ['includes that go round', product('include=orders.product.orders,categories.products.orders')],
    ['5,000 related rows', product(`id=${productId}&include=orders`)],
    [
      '5,000 related rows and theirs',
      product(`id=${productId}&include=orders.product.categories,orders.customer`),
    ],
    [
      '10 includes',
      product('limit=100&include=orders.customer,orders.product.categories,categories'),
    ],
    ['includes of every order', order('limit=100&include=product.orders,customer.orders')],
    ['2,000 includes', product(`include=${repeated('orders,')}orders`)],
    ['full text of operators', product(`q=${repeated('%22a%22%20NEAR(')}`)],
    ['full text of one letter', product('q=a*&count=exact')],
    ['full text found in every row', product('q=product')],
    ['full text found in every row, four words', product('q=product pro a aaaaaaaaaa')],
    ['full text found in every row, counted', product('q=product&count=exact')],
    ['full text found in every row, estimated', product('q=product&count=estimate')],
    ['full text found in every row, sorted', product('q=product&sort=description')],
    ['full text found in every row, narrowed', product('q=product&stock[gt]=5')],
    ['a text that is nowhere', product('description[contains]=nowhere')],
    ['a text that is nowhere, by name', product('description[contains]=nowhere&sort=name')],
    ['a condition no index serves', product('stock=77')],
    ['all but nothing', product('not[stock]=1')],
    ['either of two without an index', product('or[0][stock]=77&or[1][description]=x')],
    ['an exact count', product('count=exact')],
    ['an estimate', product('count=estimate&stock=1')],
    ['a hop that finds nothing', order('product.description[contains]=nowhere')],
    ['a hop that finds everything', order('product.stock=1&sort=address')],
    ['sums of everything', '/api/products/aggregate?sum=price&avg=price&count=*'],
    ['groups of everything', '/api/products/aggregate?count=*&groupBy=published,createdAt:month'],
    ['too many groups', '/api/products/aggregate?count=*&groupBy=name'],
    ['the cheapest and the dearest', '/api/products/aggregate?min=price&max=price'],
    ['unicode names', product(`${encodeURIComponent('价格💥')}=1&%F0%9F%92%A5[eq]=1`)],
    [
      'unicode values',
      product(`name[contains]=${encodeURIComponent('İıßﬁ👩‍👩‍👧‍👦\u202E'.repeat(50))}`),
    ],
    ['bytes that are no UTF-8', product('name=%ED%A0%80%FF')],
    ['U+0000', product('name[contains]=%00')],
    [
      'an SQL injection',
      product(`name=${encodeURIComponent("' or 1=1; drop table products --")}&sort=name;drop`),
    ],
    ['aggregates over everything', '/api/orders/aggregate?sum=totalPrice&count=*&groupBy=address'],
  ]
  return queries.map(([name, path]) => ({ name, call: { path, token: staff } }))
}

function nearlyMatching(count: number): string {
  const groups = Array.from(
    { length: count },
    (_, index) => `or[${index}][description][contains]=${'a'.repeat(40 + index)}b`,
  )
  return groups.join('&')
}
