/** A request that only somebody who is let in gets an answer to. */
export interface Channel {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** Whether it takes an API key: accounts do not. */
  readonly isForKeys: boolean
}

const to = (
  name: string,
  [method, path, body]: readonly [Channel['method'], string, object?],
  isForKeys = true,
): Channel => ({ name, method, path, isForKeys, ...(body && { body }) })

/** Every way to what is for whoever is signed in. */
export function signedInChannels({ note }: { note: string }): Channel[] {
  const one = `/api/notes/${note}`
  return [
    to('list', ['GET', '/api/notes?count=exact&include=author']),
    to('get', ['GET', one]),
    to('search', ['GET', '/api/notes?q=words']),
    to('aggregate', ['GET', '/api/notes/aggregate?count=*&groupBy=authorId']),
    to('history', ['GET', `${one}/history`]),
    to('access list', ['GET', `${one}/access`]),
    to('share', ['PUT', `${one}/access`, { data: [] }]),
    to('create', ['POST', '/api/notes', { text: 'words' }]),
    to('bulk create', ['POST', '/api/notes/bulk', { data: [{ text: 'words' }] }]),
    to('update', ['PATCH', one, { text: 'other words' }]),
    to('update matching', ['PATCH', `/api/notes?id=${note}`, { text: 'words again' }]),
    to('upsert', ['PUT', one, { text: 'put words' }]),
    to('delete matching', ['DELETE', '/api/notes?text=none-has-this']),
    to('batch', [
      'POST',
      '/api/batch',
      { operations: [{ method: 'POST', path: '/api/notes', body: { text: 'words' } }] },
    ]),
    to('function', ['GET', '/api/functions/who-am-i']),
    to('sessions', ['GET', '/api/auth/sessions'], false),
    to('keys', ['GET', '/api/auth/api-keys'], false),
    to('a new key', ['POST', '/api/auth/api-keys', { name: 'k' }], false),
  ]
}

/** Every way to what a role opens. */
export function staffChannels({ board }: { board: string }): Channel[] {
  const one = `/api/boards/${board}`
  return [
    to('list', ['GET', '/api/boards']),
    to('get', ['GET', one]),
    to('aggregate', ['GET', '/api/boards/aggregate?count=*']),
    to('history', ['GET', `${one}/history`]),
    to('access list', ['GET', `${one}/access`]),
    to('create', ['POST', '/api/boards', { title: 'x' }]),
    to('bulk create', ['POST', '/api/boards/bulk', { data: [{ title: 'x' }] }]),
    to('update', ['PATCH', one, { title: 'y' }]),
    to('update matching', ['PATCH', `/api/boards?id=${board}`, { title: 'z' }]),
    to('batch', [
      'POST',
      '/api/batch',
      { operations: [{ method: 'POST', path: '/api/boards', body: { title: 'x' } }] },
    ]),
    to('function', ['GET', '/api/functions/count-boards']),
  ]
}
