/** Names of people. */
export const firstNames = [
  'Ada',
  'Bruno',
  'Chiara',
  'Dörte',
  'Emil',
  'Fatima',
  'Goran',
  'Hélène',
  'Ida',
  'Jan',
] as const
export const lastNames = [
  'Ackermann',
  'Brandt',
  'Costa',
  "D'Angelo",
  'Erikson',
  'Fischer',
  'Gül',
  'Horvat',
] as const
export const countries = ['Austria', 'Belgium', 'Chile', 'Denmark', 'Estonia', 'Finland'] as const
export const cities = ['Graz', 'Ghent', 'Talca', 'Aarhus', 'Tartu', 'Turku', 'Linz'] as const
/** Words that titles are made of. */
export const adjectives = [
  'Silent',
  'Golden',
  'Last',
  'Crooked',
  'Endless',
  'Paper',
  'Midnight',
] as const
export const nouns = [
  'River',
  'Garden',
  'Clock',
  'Harbour',
  'Winter',
  'Machine',
  'Orchard',
  'Letter',
] as const
