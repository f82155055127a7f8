import {
  dayOf,
  pick,
  type SampleTable,
  type SampleValue,
  scatter,
  timeOf,
} from '../../sample-table.ts'
import { adjectives, cities, countries, firstNames, lastNames, nouns } from '../words.ts'

const ratings = ['A', 'A-12', 'B', 'C-16', 'D-18'] as const
const categories = ['Action', 'Animation', 'Comedy', 'Drama', 'Family', 'Horror', 'Travel'] as const
const languages = ['English', 'German', 'Italian', 'Japanese'] as const
const features = ['Trailers', 'Commentaries', 'Deleted Scenes', 'Behind the Scenes'] as const

const fixed = (size: number) => (): number => size
const part = (share: number, most: number) => (scale: number) =>
  Math.max(2, Math.min(most, Math.floor(scale * share)))

/** Rows of the shop that lends films, in an order in which they can be inserted. */
export function rentalRows(dialect: 'postgres' | 'sqlite'): SampleTable[] {
  const list = (values: readonly string[]): SampleValue =>
    dialect === 'postgres' ? values : values.join(',')
  return [...catalogue(list), ...places, ...people, ...business]
}

function catalogue(list: (values: readonly string[]) => SampleValue): SampleTable[] {
  return [
    {
      name: 'language',
      columns: ['language_id', 'name', 'last_update'],
      count: fixed(languages.length),
      row: (n) => [n, pick(languages, n - 1), timeOf(n)],
    },
    {
      name: 'category',
      columns: ['category_id', 'name', 'last_update'],
      count: fixed(categories.length),
      row: (n) => [n, pick(categories, n - 1), timeOf(n)],
    },
    {
      name: 'actor',
      columns: ['actor_id', 'first_name', 'last_name', 'last_update'],
      count: part(0.1, 2000),
      row: (n) => [n, pick(firstNames, n), pick(lastNames, n * 3), timeOf(n)],
    },
    {
      name: 'film',
      columns: [
        'film_id',
        'title',
        'description',
        'release_year',
        'language_id',
        'original_language_id',
        'rental_duration',
        'rental_rate',
        'length',
        'replacement_cost',
        'rating',
        'special_features',
        'last_update',
      ],
      count: part(0.2, 10_000),
      row: (n) => [
        n,
        `The ${pick(adjectives, n)} ${pick(nouns, n * 5)} ${n}`,
        n % 7 === 0
          ? null
          : `A ${pick(adjectives, n * 3).toLowerCase()} story of a ${pick(nouns, n).toLowerCase()}`,
        1990 + (n % 35),
        (n % languages.length) + 1,
        n % 5 === 0 ? 2 : null,
        (n % 5) + 3,
        [0.99, 2.99, 4.99][n % 3] ?? 0,
        60 + (n % 120),
        9.99 + (n % 20),
        pick(ratings, n),
        n % 4 === 0 ? null : list(features.filter((_, at) => (n >> at) % 2 === 1)),
        timeOf(n),
      ],
    },
    {
      name: 'film_actor',
      columns: ['actor_id', 'film_id', 'last_update'],
      count: (scale) => part(0.2, 10_000)(scale) * 2,
      row: (n, count) => {
        const film = Math.ceil(n / 2)
        const first = scatter(film, count('actor'))
        return [n % 2 === 1 ? first : (first % count('actor')) + 1, film, timeOf(n)]
      },
    },
    {
      name: 'film_category',
      columns: ['film_id', 'category_id', 'last_update'],
      count: part(0.2, 10_000),
      row: (n) => [n, (n % categories.length) + 1, timeOf(n)],
    },
  ]
}

const places: SampleTable[] = [
  {
    name: 'country',
    columns: ['country_id', 'country', 'last_update'],
    count: fixed(countries.length),
    row: (n) => [n, pick(countries, n - 1), timeOf(n)],
  },
  {
    name: 'city',
    columns: ['city_id', 'city', 'country_id', 'last_update'],
    count: fixed(cities.length),
    row: (n) => [n, pick(cities, n - 1), (n % countries.length) + 1, timeOf(n)],
  },
  {
    name: 'address',
    columns: [
      'address_id',
      'address',
      'address2',
      'district',
      'city_id',
      'postal_code',
      'phone',
      'last_update',
    ],
    count: part(0.1, 10_000),
    row: (n) => [
      n,
      `${n} High Street`,
      n % 3 === 0 ? '' : null,
      pick(cities, n),
      (n % cities.length) + 1,
      String(10_000 + n),
      `+43 ${n}`,
      timeOf(n),
    ],
  },
]

const people: SampleTable[] = [
  {
    name: 'store',
    columns: ['store_id', 'manager_staff_id', 'address_id', 'last_update'],
    count: fixed(2),
    row: (n) => [n, n, n, timeOf(n)],
  },
  {
    name: 'staff',
    columns: [
      'staff_id',
      'first_name',
      'last_name',
      'address_id',
      'email',
      'store_id',
      'active',
      'username',
      'password',
      'picture',
      'last_update',
    ],
    count: fixed(4),
    row: (n) => [
      n,
      pick(firstNames, n),
      pick(lastNames, n),
      1,
      `staff${n}@example.com`,
      (n % 2) + 1,
      true,
      `staff${n}`,
      n === 1 ? null : 'c2e1a0f9',
      n % 2 === 1 ? new Uint8Array([137, 80, 78, 71, n]) : null,
      timeOf(n),
    ],
  },
  {
    name: 'customer',
    columns: [
      'customer_id',
      'store_id',
      'first_name',
      'last_name',
      'email',
      'address_id',
      'activebool',
      'create_date',
      'last_update',
      'active',
    ],
    count: part(0.1, 10_000),
    row: (n, count) => [
      n,
      (n % 2) + 1,
      pick(firstNames, n),
      pick(lastNames, n),
      `customer${n}@example.com`,
      scatter(n, count('address')),
      n % 9 !== 0,
      dayOf(n),
      timeOf(n),
      n % 9 === 0 ? 0 : 1,
    ],
  },
]

const business: SampleTable[] = [
  {
    name: 'inventory',
    columns: ['inventory_id', 'film_id', 'store_id', 'last_update'],
    count: part(0.5, 50_000),
    row: (n, count) => [n, scatter(n, count('film')), (n % 2) + 1, timeOf(n)],
  },
  {
    name: 'rental',
    columns: [
      'rental_id',
      'rental_date',
      'inventory_id',
      'customer_id',
      'return_date',
      'staff_id',
      'last_update',
    ],
    count: (scale) => scale,
    row: (n, count) => [
      n,
      timeOf(n),
      (n % count('inventory')) + 1,
      scatter(n, count('customer')),
      n % 11 === 0 ? null : timeOf(n + 3),
      (n % 4) + 1,
      timeOf(n + 5),
    ],
  },
  {
    name: 'payment',
    columns: ['payment_id', 'customer_id', 'staff_id', 'rental_id', 'amount', 'payment_date'],
    count: (scale) => scale,
    row: (n, count) => [
      n,
      scatter(n, count('customer')),
      (n % 4) + 1,
      n,
      0.99 + (n % 10),
      timeOf(n * 3),
    ],
  },
]
