import { createClient } from './client.ts'

const client = createClient('', undefined)

/** Calls that the document does not allow: the compiler must refuse each of them. */
export const misuses: (() => unknown)[] = [
  () => client.createProduct({ price: 1 }),
  () => client.createProduct({ name: 5, price: 1 }),
  () => client.createProduct({ name: 'a', price: 1, nope: true }),
  () => client.listProducts({ price: { near: 1 } }),
  () => client.listProducts({ count: 'roughly' }),
  () => client.updateProduct('1', { price: '5' }),
]
