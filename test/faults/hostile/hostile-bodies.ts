import type { Call } from '../server/index.ts'

/** A request made to cost as much as it can, and its name. */
export interface Hostile {
  readonly name: string
  readonly call: Call
}

const mebibyte = 1_048_576

/** As many repetitions as fit into the largest body that is read, between a beginning and an end. */
function filled(start: string, piece: string, end: string): string {
  const room = mebibyte - Buffer.byteLength(start) - Buffer.byteLength(end) - 1
  return start + piece.repeat(Math.floor(room / Buffer.byteLength(piece))) + end
}

const order = (productId: string, rest: string): string =>
  `{"productId":"${productId}","firstName":"A","lastName":"B",${rest}`

/** Bodies of up to 1 MiB for the routes that create. */
export function hostileBodies(productId: string, staff: string): Hostile[] {
  const bodies: [name: string, path: string, body: string][] = [
    ['nested 100,000 deep', '/api/orders', '{"a":'.repeat(100_000)],
    ['1 MiB of opening brackets', '/api/orders', filled('', '[', '')],
    ['1 MiB of empty lists', '/api/orders', filled(order(productId, '"address":['), '[],', '[]]}')],
    ['lists 31 deep, as many as fit', '/api/orders', filled('{"a":[', nested(30), '0]}')],
    ['1 MiB of members', '/api/orders', manyMembers(80_000, (index) => `m${index}`)],
    [
      '1,000 members of names that are nearly known',
      '/api/orders',
      manyMembers(1_000, (index) => `customerName${index}`),
    ],
    [
      '1,000 members of long names',
      '/api/orders',
      manyMembers(1_000, (index) => `${index}`.padEnd(99, 'firstName')),
    ],
    ['a list of 500,000 numbers', '/api/products', filled('{"categoryIds":[', '1,', '1]}')],
    ['a list of 26,000 ids', '/api/products', filled('{"categoryIds":[', `"${productId}",`, '1]}')],
    ['a list of 500,000 numbers that breaks off', '/api/orders', filled('{"a":[', '1,', '')],
    ['a text of 1 MiB', '/api/orders', filled(order(productId, '"address":"'), 'a', '"}')],
    ['1 MiB of spaces to trim', '/api/orders', filled('{"firstName":"a', ' ', 'b"}')],
    ['1 MiB of line breaks', '/api/orders', filled('{', '\n', '')],
    ['1 MiB of escapes', '/api/orders', filled(order(productId, '"address":"'), '\\u0061', '"}')],
    ['1 MiB of emoji', '/api/orders', filled(order(productId, '"address":"'), '👩‍👩‍👧‍👦', '"}')],
    ['half a surrogate pair', '/api/orders', order(productId, '"address":"\\ud800"}')],
    ['U+0000', '/api/orders', order(productId, '"address":"\\u0000"}')],
    ['an email address of 1 MiB', '/api/users', filled('{"email":"', 'a.', 'a@b.c"}')],
    ['an email address of at signs', '/api/users', filled('{"email":"a@', 'a-', '@"}')],
    [
      'a name of 1 MiB to make a slug of',
      '/api/product-categories',
      filled('{"name":"', 'é-', '"}'),
    ],
    ['a number of a million digits', '/api/products', filled('{"name":"a","price":', '9', '}')],
    [
      'numbers at the edge',
      '/api/products',
      '{"name":"a","price":1e308,"stock":-9007199254740993}',
    ],
    ['prototypes', '/api/orders', '{"__proto__":{"a":1},"constructor":{"prototype":{}}}'],
    ['bytes that are no UTF-8', '/api/orders', Buffer.from([0x7b, 0xff, 0xfe]).toString('latin1')],
  ]
  return bodies.map(([name, path, body]) => ({
    name,
    call: { method: 'POST', path, body, token: path === '/api/orders' ? undefined : staff },
  }))
}

function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)},`
}

function manyMembers(count: number, nameOf: (index: number) => string): string {
  const members = Array.from({ length: count }, (_, index) => `"${nameOf(index)}":1`)
  return `{${members.join(',')}}`
}
