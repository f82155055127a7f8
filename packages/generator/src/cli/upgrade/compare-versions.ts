/** Orders two versions: negative when the first is older. A prerelease comes before its release. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  for (const [at, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[at] ?? 0)
    if (difference !== 0) return difference
  }
  if (a.prerelease === b.prerelease) return 0
  if (a.prerelease === '') return 1
  if (b.prerelease === '') return -1
  return a.prerelease < b.prerelease ? -1 : 1
}

function partsOf(version: string): { numbers: number[]; prerelease: string } {
  const [numbers = '', ...prerelease] = version.split('-')
  return {
    numbers: numbers.split('.').map((part) => Number.parseInt(part, 10) || 0),
    prerelease: prerelease.join('-'),
  }
}
