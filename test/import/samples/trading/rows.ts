import { dayOf, pick, type SampleTable, scatter } from '../../sample-table.ts'
import { adjectives, cities, countries, firstNames, lastNames, nouns } from '../words.ts'

const categories = ['Beverages', 'Condiments', 'Confections', 'Produce', 'Seafood'] as const
const regions = ['Eastern', 'Western', 'Northern', 'Southern'] as const
const shippers = ['Quick Wheels', 'Slow Boats', 'By Hand'] as const

/** Rows of the trading company, in an order in which they can be inserted. */
export function tradingRows(dialect: 'postgres' | 'sqlite'): SampleTable[] {
  const day = (n: number): string =>
    dialect === 'postgres' ? dayOf(n) : `${dayOf(n)} 00:00:00.000`
  return [...parties, ...staff(day), ...goods, ...orders(day)]
}

/** A key of five letters: `AAAAB`. */
function letters(n: number): string {
  let text = ''
  for (let rest = n; text.length < 5; rest = Math.floor(rest / 26)) {
    text = String.fromCharCode(65 + (rest % 26)) + text
  }
  return text
}

const parties: SampleTable[] = [
  {
    name: 'Categories',
    columns: ['CategoryID', 'CategoryName', 'Description', 'Picture'],
    count: () => categories.length,
    row: (n) => [
      n,
      pick(categories, n - 1),
      `What is sold as ${pick(categories, n - 1)}`,
      new Uint8Array([66, 77, n]),
    ],
  },
  {
    name: 'CustomerDemographics',
    columns: ['CustomerTypeID', 'CustomerDesc'],
    count: () => 2,
    row: (n) => [n === 1 ? 'LARGE' : 'SMALL', null],
  },
  {
    name: 'Customers',
    columns: [
      'CustomerID',
      'CompanyName',
      'ContactName',
      'ContactTitle',
      'City',
      'Region',
      'PostalCode',
      'Country',
      'Phone',
    ],
    count: (scale) => Math.max(2, Math.floor(scale / 10)),
    row: (n) => [
      letters(n),
      `${pick(nouns, n)} & ${pick(lastNames, n)}`,
      `${pick(firstNames, n)} ${pick(lastNames, n * 3)}`,
      'Owner',
      pick(cities, n),
      null,
      String(n),
      pick(countries, n),
      null,
    ],
  },
  {
    name: 'CustomerCustomerDemo',
    columns: ['CustomerID', 'CustomerTypeID'],
    count: (scale) => Math.max(1, Math.floor(scale / 20)),
    row: (n) => [letters(n), n % 2 === 0 ? 'LARGE' : 'SMALL'],
  },
]

const staff = (day: (n: number) => string): SampleTable[] => [
  {
    name: 'Employees',
    columns: [
      'EmployeeID',
      'LastName',
      'FirstName',
      'Title',
      'BirthDate',
      'HireDate',
      'Notes',
      'ReportsTo',
      'Salary',
    ],
    count: () => 9,
    row: (n) => [
      n,
      pick(lastNames, n),
      pick(firstNames, n),
      n === 1 ? 'Head of Sales' : 'Sales',
      day(n).replace('2024', '1960'),
      day(n).replace('2024', '1992'),
      null,
      n === 1 ? null : Math.floor(n / 2),
      2000.5 + n,
    ],
  },
  {
    name: 'Region',
    columns: ['RegionID', 'RegionDescription'],
    count: () => regions.length,
    row: (n) => [n, pick(regions, n - 1)],
  },
  {
    name: 'Territories',
    columns: ['TerritoryID', 'TerritoryDescription', 'RegionID'],
    count: () => 20,
    row: (n) => [String(n).padStart(5, '0'), pick(cities, n), (n % regions.length) + 1],
  },
  {
    name: 'EmployeeTerritories',
    columns: ['EmployeeID', 'TerritoryID'],
    count: () => 20,
    row: (n) => [(n % 9) + 1, String(n).padStart(5, '0')],
  },
]

const goods: SampleTable[] = [
  {
    name: 'Shippers',
    columns: ['ShipperID', 'CompanyName', 'Phone'],
    count: () => shippers.length,
    row: (n) => [n, pick(shippers, n - 1), null],
  },
  {
    name: 'Suppliers',
    columns: ['SupplierID', 'CompanyName', 'Country', 'HomePage'],
    count: () => 12,
    row: (n) => [n, `${pick(nouns, n)} Supplies`, pick(countries, n), null],
  },
  {
    name: 'Products',
    columns: [
      'ProductID',
      'ProductName',
      'SupplierID',
      'CategoryID',
      'QuantityPerUnit',
      'UnitPrice',
      'UnitsInStock',
      'Discontinued',
    ],
    count: (scale) => Math.max(5, Math.min(5000, Math.floor(scale / 20))),
    row: (n) => [
      n,
      `${pick(adjectives, n)} ${pick(nouns, n)} ${n}`,
      (n % 12) + 1,
      (n % categories.length) + 1,
      '10 boxes',
      1.25 * (n % 40),
      n % 100,
      n % 10 === 0 ? 1 : 0,
    ],
  },
]

const orders = (day: (n: number) => string): SampleTable[] => [
  {
    name: 'Orders',
    columns: [
      'OrderID',
      'CustomerID',
      'EmployeeID',
      'OrderDate',
      'ShippedDate',
      'Ship Via',
      'Freight',
      'Ship Name',
    ],
    count: (scale) => Math.max(4, Math.floor(scale / 2)),
    row: (n, count) => [
      10_000 + n,
      letters(scatter(n, count('Customers'))),
      (n % 9) + 1,
      day(n),
      n % 12 === 0 ? null : day(n + 2),
      (n % shippers.length) + 1,
      32.38 + (n % 50),
      `Ship to ${pick(lastNames, n)}`,
    ],
  },
  {
    name: 'Order Details',
    columns: ['OrderID', 'ProductID', 'Unit Price', 'Quantity', 'Discount'],
    count: (scale) => Math.max(4, Math.floor(scale / 2)) * 2,
    row: (n, count) => {
      const order = Math.ceil(n / 2)
      const first = scatter(order, count('Products'))
      const product = n % 2 === 1 ? first : (first % count('Products')) + 1
      return [10_000 + order, product, 1.25 * (n % 40), (n % 12) + 1, n % 5 === 0 ? 0.05 : 0]
    },
  },
  {
    name: 'Shipment Notes',
    columns: ['NoteID', 'Order ID', 'Product ID', 'Text'],
    count: () => 3,
    row: (n, count) => [n, 10_000 + n, scatter(n, count('Products')), `Left at door ${n}`],
  },
]
