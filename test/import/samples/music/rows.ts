import { pick, type SampleTable, scatter, timeOf } from '../../sample-table.ts'
import { adjectives, cities, countries, firstNames, lastNames, nouns } from '../words.ts'

const genres = ['Ambient', 'Blues', 'Classical', 'Disco', 'Folk', 'Jazz'] as const
const mediaTypes = ['Compressed audio file', 'Lossless audio file', 'Video file'] as const
const part = (share: number) => (scale: number) => Math.max(2, Math.floor(scale * share))

/** Rows of the shop that sells music, in an order in which they can be inserted. */
export function musicRows(): SampleTable[] {
  return [...catalogue, ...people, ...sales, ...lists]
}

const catalogue: SampleTable[] = [
  {
    name: 'Artist',
    columns: ['ArtistId', 'Name'],
    count: part(0.05),
    row: (n) => [n, n % 50 === 0 ? null : `${pick(adjectives, n)} ${pick(nouns, n)}`],
  },
  {
    name: 'Album',
    columns: ['AlbumId', 'Title', 'ArtistId'],
    count: part(0.1),
    row: (n, count) => [n, `${pick(nouns, n)} No. ${n}`, scatter(n, count('Artist'))],
  },
  {
    name: 'Genre',
    columns: ['GenreId', 'Name'],
    count: () => genres.length,
    row: (n) => [n, pick(genres, n - 1)],
  },
  {
    name: 'MediaType',
    columns: ['MediaTypeId', 'Name'],
    count: () => mediaTypes.length,
    row: (n) => [n, pick(mediaTypes, n - 1)],
  },
  {
    name: 'Track',
    columns: [
      'TrackId',
      'Name',
      'AlbumId',
      'MediaTypeId',
      'GenreId',
      'Composer',
      'Milliseconds',
      'Bytes',
      'UnitPrice',
    ],
    count: (scale) => scale,
    row: (n, count) => [
      n,
      `${pick(adjectives, n)} ${pick(nouns, n * 7)}`,
      scatter(n, count('Album')),
      (n % mediaTypes.length) + 1,
      n % 20 === 0 ? null : (n % genres.length) + 1,
      n % 3 === 0 ? null : pick(lastNames, n),
      100_000 + (n % 300_000),
      n * 1000,
      n % 10 === 0 ? 1.99 : 0.99,
    ],
  },
]

const people: SampleTable[] = [
  {
    name: 'Employee',
    columns: [
      'EmployeeId',
      'LastName',
      'FirstName',
      'Title',
      'ReportsTo',
      'BirthDate',
      'HireDate',
      'City',
      'Country',
      'PostalCode',
      'Phone',
      'Email',
    ],
    count: () => 8,
    row: (n) => [
      n,
      pick(lastNames, n),
      pick(firstNames, n),
      n === 1 ? 'General Manager' : 'Agent',
      n === 1 ? null : Math.floor(n / 2),
      `19${60 + n}-02-18 00:00:00`,
      `200${n}-08-14 00:00:00`,
      pick(cities, n),
      pick(countries, n),
      null,
      `+43 1 ${n}`,
      `employee${n}@example.com`,
    ],
  },
  {
    name: 'Customer',
    columns: [
      'CustomerId',
      'FirstName',
      'LastName',
      'Company',
      'City',
      'State',
      'Country',
      'PostalCode',
      'Email',
      'SupportRepId',
    ],
    count: part(0.1),
    row: (n) => [
      n,
      pick(firstNames, n),
      pick(lastNames, n),
      null,
      pick(cities, n),
      n % 2 === 0 ? 'ST' : null,
      pick(countries, n),
      String(1000 + n),
      `customer${n}@example.com`,
      (n % 8) + 1,
    ],
  },
]

const sales: SampleTable[] = [
  {
    name: 'Invoice',
    columns: ['InvoiceId', 'CustomerId', 'InvoiceDate', 'BillingCity', 'BillingCountry', 'Total'],
    count: part(0.25),
    row: (n, count) => [
      n,
      scatter(n, count('Customer')),
      `${timeOf(n).slice(0, 10)} 00:00:00`,
      pick(cities, n),
      pick(countries, n),
      3.96,
    ],
  },
  {
    name: 'InvoiceLine',
    columns: ['InvoiceLineId', 'InvoiceId', 'TrackId', 'UnitPrice', 'Quantity'],
    count: (scale) => scale,
    row: (n, count) => [
      n,
      (n % count('Invoice')) + 1,
      scatter(n, count('Track')),
      n % 10 === 0 ? 1.99 : 0.99,
      1,
    ],
  },
]

const lists: SampleTable[] = [
  {
    name: 'Playlist',
    columns: ['PlaylistId', 'Name'],
    count: () => 10,
    row: (n) => [n, `Playlist ${n}`],
  },
  {
    name: 'PlaylistTrack',
    columns: ['PlaylistId', 'TrackId'],
    count: (scale) => scale,
    row: (n) => [(n % 10) + 1, n],
  },
]
