import type { Content } from './content-reader.ts'

const maxCharacters = 150

/** Control characters, the marks that change the direction of a script, and what no name of a file bears. */
const unwanted = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*]/gu

/** The last part of what an uploader called a file, without anything that could mean more than a name. */
export function cleanName(given: string | undefined): string {
  const last = (given ?? '').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(unwanted, '')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const [stem, extension] = partsOf(clean)
  const kept = [...stem].slice(0, maxCharacters).join('')
  return kept === '' ? 'file' : kept + extension
}

/** Extensions that stand for one and the same type. */
const alike: readonly (readonly string[])[] = [
  ['jpg', 'jpeg', 'jpe', 'jfif'],
  ['tif', 'tiff'],
  ['mp4', 'm4v'],
  ['mov', 'qt'],
  ['mpg', 'mpeg'],
  ['png', 'apng'],
  ['ogg', 'oga', 'ogv', 'ogx', 'opus', 'spx'],
]

/** What programs run or draw when they open it by its name. */
const active =
  /\.(?:x?html?|xht|svgz?|xml|xsl|mht(?:ml)?|hta|m?js|cjs|vbs?|wsf|bat|cmd|com|exe|scr|ps1|sh|jar|php\d?|aspx?|jsp)$/i

const ofType: { readonly [type: string]: string } = {
  'text/plain': 'txt',
  'application/octet-stream': 'bin',
}

/**
 * The name with an extension that is true: `invoice.html` of a picture becomes `invoice.html.png`, so that whoever saves
 * and opens it sees a picture.
 */
export function truthfulName(name: string, { type, extension }: Content): string {
  const own = (partsOf(name)[1].slice(1) || '').toLowerCase()
  if (extension !== undefined) {
    const names = alike.find((group) => group.includes(extension)) ?? [extension]
    const isOffice = extension === 'zip' || extension === 'cfb' || extension === 'xml'
    if (names.includes(own) || (isOffice && own !== '' && !active.test(name))) return name
    return `${name}.${extension}`
  }
  const plain = ofType[type]
  return plain !== undefined && active.test(name) ? `${name}.${plain}` : name
}

function partsOf(name: string): [stem: string, extension: string] {
  const found = name.match(/^(.+)(\.[^.\s]{1,12})$/u)
  return found ? [found[1] ?? name, found[2] ?? ''] : [name, '']
}
