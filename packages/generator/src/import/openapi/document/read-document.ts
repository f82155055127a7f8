import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import type { JsonValue } from '@cambium/model'
import { ImportError } from '../../source/index.ts'
import { isObject, type JsonObject } from './json-object.ts'

/** A schema, and the file that the references in it start from. */
export interface Place {
  value: JsonValue
  file: string
  /** Where it stands in the file: `/components/schemas/Pet`. */
  pointer: string
}

/** A document and the files that it refers to. */
export interface Document {
  root: Place
  /** What a reference that stands in a file leads to. An `ImportError` where it leads nowhere, or out of the folder. */
  follow(reference: string, from: string): Place
}

const mostBytes = 1 << 26

/** Reads a document of JSON or YAML. Other files are read from its folder alone, and nothing from the network. */
export async function readDocument(path: string): Promise<Document> {
  const { parse } = await import('yaml')
  const folder = realpathSync(dirname(path))
  const read = new Map<string, JsonValue>()

  function contentOf(file: string): JsonValue {
    const known = read.get(file)
    if (known !== undefined) return known
    const text = textOf(file)
    try {
      const isJson = /^\s*[{[]/.test(text)
      const value = (isJson ? JSON.parse(text) : parse(text, { merge: true })) as JsonValue
      read.set(file, value)
      return value
    } catch (error) {
      throw unreadable(file, error as Error)
    }
  }

  const start = realpathSync(path)
  return {
    root: { value: contentOf(start), file: start, pointer: '' },
    follow(reference, from) {
      const [address = '', pointer = ''] = reference.split('#')
      const file = address === '' ? from : fileOf({ address, from, folder })
      return { value: valueAt(contentOf(file), pointer, reference), file, pointer }
    },
  }
}

function textOf(file: string): string {
  if (statSync(file).size > mostBytes)
    throw new ImportError(`${basename(file)} is larger than 64 MB`)
  return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
}

function unreadable(file: string, cause: Error): ImportError {
  return new ImportError(
    `${basename(file)} is neither JSON nor YAML: ${cause.message.split('\n')[0]}`,
    'Mend that place, or export the document again.',
    { cause },
  )
}

function fileOf(site: { address: string; from: string; folder: string }): string {
  const { address, from, folder } = site
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) {
    throw new ImportError(
      `The document refers to ${address}, and nothing is fetched from the network`,
      'Save that file beside the document, and let the $ref name it.',
    )
  }
  const file = resolve(dirname(from), decodeURIComponent(address))
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new ImportError(`The document refers to ${address}, which is not there`)
  }
  const real = realpathSync(file)
  if (relative(folder, real).split(sep)[0] !== '..') return real
  throw new ImportError(
    `The document refers to ${address}, which is outside of its folder`,
    'Copy that file into the folder of the document, and let the $ref name it there.',
  )
}

function valueAt(root: JsonValue, pointer: string, reference: string): JsonValue {
  let value: JsonValue | undefined = root
  for (const part of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    value = Array.isArray(value) ? value[Number(name)] : isObject(value) ? value[name] : undefined
  }
  // `#name` is an anchor of JSON Schema.
  if (pointer !== '' && !pointer.startsWith('/')) value = anchored(root, pointer) ?? undefined
  if (value !== undefined) return value
  throw new ImportError(
    `The document refers to ${reference}, and there is nothing`,
    'Mend the $ref, or add what it names.',
  )
}

function anchored(value: JsonValue, name: string): JsonObject | null {
  if (Array.isArray(value)) {
    for (const one of value) {
      const found = anchored(one, name)
      if (found !== null) return found
    }
  }
  if (!isObject(value)) return null
  if (value.$anchor === name || value.$id === `#${name}` || value.id === `#${name}`) return value
  return anchored(Object.values(value), name)
}
