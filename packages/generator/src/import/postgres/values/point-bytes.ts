const hasHeight = 0x80000000
const hasMeasure = 0x40000000
const hasReference = 0x20000000
const pointShape = 1

/** Reads a point of PostGIS in its text form, the hexadecimal digits of EWKB; `null` for an empty one and for other shapes. */
export function readPointBytes(digits: string): { lat: number; lng: number } | null {
  const bytes = Buffer.from(digits, 'hex')
  if (bytes.length < 21) return null
  const isLittle = bytes[0] === 1
  const shape = isLittle ? bytes.readUInt32LE(1) : bytes.readUInt32BE(1)
  const flags = hasHeight | hasMeasure | hasReference
  if ((shape & ~flags) >>> 0 !== pointShape) return null
  const start = (shape & hasReference) === 0 ? 5 : 9
  if (bytes.length < start + 16) return null
  const lng = isLittle ? bytes.readDoubleLE(start) : bytes.readDoubleBE(start)
  const lat = isLittle ? bytes.readDoubleLE(start + 8) : bytes.readDoubleBE(start + 8)
  return Number.isNaN(lng) || Number.isNaN(lat) ? null : { lat, lng }
}
