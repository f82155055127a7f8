import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { detectDialect } from './detect-dialect.ts'

describe('SQL is known by what only one database has', () => {
  const cases: [text: string, dialect: ReturnType<typeof detectDialect>][] = [
    ['create table a (id serial primary key);', 'postgres'],
    ["create type mood as enum ('a');", 'postgres'],
    ["insert into a values ('x'::text);", 'postgres'],
    ['COPY public.a (b) FROM stdin;\n1\n\\.\n', 'postgres'],
    ['create table a (id int generated always as identity, at timestamptz);', 'postgres'],
    ['PRAGMA foreign_keys=OFF;\ncreate table a (b);', 'sqlite'],
    ['create table a (id integer primary key autoincrement);', 'sqlite'],
    ['CREATE TABLE a (b TEXT) STRICT;', 'sqlite'],
    ['CREATE TABLE [Album] ([AlbumId] INTEGER NOT NULL, [Title] NVARCHAR(160));', 'sqlite'],
    ['CREATE TABLE `a` (`id` int NOT NULL AUTO_INCREMENT) ENGINE=InnoDB;', 'mysql'],
    ['-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;', 'mysql'],
    ['CREATE TABLE [dbo].[a] ([id] int IDENTITY(1,1), [b] nvarchar(50))\nGO\n', 'mssql'],
    ['create table a (b varchar2(20), c number(10,2) );', 'oracle'],
    ['create table a (id integer primary key, b text);', null],
    [`insert into a values ('${'pragma x; autoincrement '.repeat(20)}');`, null],
  ]
  for (const [text, dialect] of cases) {
    test(`${dialect}: ${text.slice(0, 60).replaceAll('\n', ' ')}`, () => {
      assert.equal(detectDialect(text), dialect)
    })
  }
})
