import { randomBytes } from 'node:crypto'

const form = /^[\da-f]{2}\/[\da-f]{32}(?:-[\da-z]{1,12}(?:\.[a-z]{3,4})?)?$/

/** A key that says nothing of its file: 128 random bits, under one of 256 folders. */
export function newFileKey(): string {
  const name = randomBytes(16).toString('hex')
  return `${name.slice(0, 2)}/${name}`
}

/** The key of something made from a file, which is deleted with it. */
export function variantKey(key: string, variant: string): string {
  return checkedKey(`${key}-${variant}`)
}

/** The key, once it is certain that it is one of ours: what is none never reaches a storage. */
export function checkedKey(key: string): string {
  if (!form.test(key)) throw new TypeError('This is no key of a file')
  return key
}
