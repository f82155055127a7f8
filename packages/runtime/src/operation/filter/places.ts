import { badQuery } from '../refusal.ts'

/** A place on the earth, in degrees. */
export interface Place {
  readonly lat: number
  readonly lng: number
}

/** Everything that is at most so many metres from a place, over the surface. */
export interface Nearness extends Place {
  readonly metres: number
}

/** A box of degrees; one whose west is greater than its east goes over the date line. */
export interface Box {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

/** The mean radius of the earth in metres. */
export const earthRadius = 6_371_008.8

/** Further than any two places are from each other. */
const maxMetres = 20_100_000
/** Degrees a box is made wider by, far more than its sides may be off by rounding. */
const slack = 1e-6

/** The value of `near`, checked: anything else is refused with 400. */
export function nearness(field: string, value: unknown): Nearness {
  const { lat, lng, metres } = (value ?? {}) as { [part: string]: unknown }
  const isPlace = isWithin(lat, 90) && isWithin(lng, 180)
  if (!isPlace || !isWithin(metres, maxMetres) || metres < 0) {
    throw badQuery(field, `near takes a latitude, a longitude and metres up to ${maxMetres}`)
  }
  return { lat, lng, metres }
}

/** The value of `within`, checked: anything else is refused with 400. */
export function box(field: string, value: unknown): Box {
  const { south, west, north, east } = (value ?? {}) as { [side: string]: unknown }
  const isBox =
    isWithin(south, 90) && isWithin(north, 90) && isWithin(west, 180) && isWithin(east, 180)
  if (!isBox || south > north) {
    throw badQuery(field, 'within takes the south-western corner and then the north-eastern one')
  }
  return { south, west, north, east }
}

/** Boxes that hold every place near enough: two where they meet at the date line, all longitudes at a pole. */
export function boxesAround({ lat, lng, metres }: Nearness): Box[] {
  const angle = metres / earthRadius
  const high = degrees(angle) + slack
  const south = Math.max(-90, lat - high)
  const north = Math.min(90, lat + high)
  const ratio = Math.sin(angle) / Math.cos((lat * Math.PI) / 180)
  const hasPole = lat - high <= -90 || lat + high >= 90
  if (hasPole || angle >= Math.PI / 2 || ratio >= 1)
    return [{ south, north, west: -180, east: 180 }]
  const wide = degrees(Math.asin(ratio)) + slack
  return boxesWithin({ south, north, west: turned(lng - wide), east: turned(lng + wide) })
}

/**
 * The box as boxes that do not go over the date line, with the other names of places on its edge: 180 and -180 degrees
 * are one meridian, and every longitude is one place at a pole.
 */
export function boxesWithin({ south, west, north, east }: Box): Box[] {
  const sides = { south, north }
  const boxes: Box[] =
    west <= east
      ? [{ ...sides, west, east }]
      : [
          { ...sides, west, east: 180 },
          { ...sides, west: -180, east },
        ]
  if (west <= east && east === 180 && west > -180) boxes.push({ ...sides, west: -180, east: -180 })
  if (west <= east && west === -180 && east < 180) boxes.push({ ...sides, west: 180, east: 180 })
  if (north === 90) boxes.push({ south: 90, north: 90, west: -180, east: 180 })
  if (south === -90) boxes.push({ south: -90, north: -90, west: -180, east: 180 })
  return boxes
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI
}

/** The longitude between -180 and 180 degrees. */
function turned(lng: number): number {
  if (lng > 180) return lng - 360
  return lng < -180 ? lng + 360 : lng
}

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === 'number' && value >= -limit && value <= limit
}
