const pair = /"((?:[^"\\]|\\.)*)"\s*=>\s*(?:"((?:[^"\\]|\\.)*)"|NULL)/gs

/** Reads an hstore in its text form, `"a"=>"1", "b"=>NULL`, as an object. */
export function readHstoreText(text: string): { [key: string]: string | null } {
  const found = [...text.matchAll(pair)].map(([, key = '', value]): [string, string | null] => [
    plain(key),
    value === undefined ? null : plain(value),
  ])
  return Object.fromEntries(found)
}

function plain(text: string): string {
  return text.replaceAll(/\\(.)/gs, '$1')
}
