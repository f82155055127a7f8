/** A dependency on Cambium that gets another version. */
export interface PackageChange {
  name: string
  from: string
  to: string
}

const dependency = /("(@cambium\/[\w-]+|cambium)"\s*:\s*")([~^]?)(\d+\.\d+\.\d+[\w.+-]*)"/g

/**
 * The text of package.json with every dependency on Cambium at one version; links, files and ranges of another form stay
 * as they are, and so does all else.
 */
export function withVersions(
  text: string,
  version: string,
): { text: string; changes: PackageChange[] } {
  const changes: PackageChange[] = []
  const changed = text.replace(dependency, (found, start: string, ...rest: string[]) => {
    const [name = '', range = '', from = ''] = rest
    if (from === version) return found
    changes.push({ name, from, to: version })
    return `${start}${range}${version}"`
  })
  return { text: changed, changes }
}
