-- Every hard case of a SQLite schema that an import has to meet.

-- Declared types of every kind, values that say more than they do.
create table every_type (
  id integer primary key autoincrement,
  an_int int,
  a_smallint smallint,
  a_bigint bigint,
  a_beyond integer,
  a_real real,
  a_double double precision,
  a_decimal decimal(10, 2),
  a_numeric numeric,
  a_money money,
  a_boolean boolean,
  a_tiny tinyint(1),
  a_bool_text bool,
  a_varchar varchar(20),
  a_nvarchar nvarchar(160),
  a_char character(5),
  a_text text,
  a_clob clob,
  a_blob blob,
  an_untyped,
  a_nonsense elephant,
  a_datetime datetime,
  a_datetime_iso datetime,
  a_timestamp timestamp,
  unix_seconds datetime,
  unix_milliseconds datetime,
  julian_day datetime,
  a_date date,
  a_time time,
  text_time text,
  text_date text,
  seconds_at integer,
  milliseconds_at integer,
  a_json json,
  json_text text check (json_valid(json_text)),
  json_by_looks text,
  a_uuid uuid,
  uuid_text text,
  uuid_blob uuid,
  -- columns that do not hold what they declare
  mixed_integer integer,
  mixed_date datetime,
  mixed_boolean boolean,
  too_long varchar(3),
  text_in_blob blob,
  mixed_all text
);

insert into every_type values
(1, 42, 7, 5000000000, 9007199254740993, 1.5, 1e300, 12.5, 10, 9.99, 1, 0, 'true', 'twenty', 'umlaut ü 🌱', 'abc',
  'line
two ''quoted''', 'clob', x'deadbeef00', 1, 'x', '2024-02-29 12:30:45', '2024-02-29T14:30:45.123+02:00', '2024-02-29 12:30:45.123456',
  1709209845, 1709209845123, 2460370.021354, '2024-02-29', '12:30:45', '2024-02-29T12:30:45Z', '2024-02-29', 1709209845, 1709209845123,
  '{"a": [1, null]}', '[1, 2]', '{"b": 1}', '7c9e6679-7425-40de-944b-e07fc1f90ae7', '7C9E6679-7425-40DE-944B-E07FC1F90AE7', x'7c9e6679742540de944be07fc1f90ae7',
  1, '2024-01-01 00:00:00', 1, 'abc', 'words', 'text'),
(2, -42, -7, -5000000000, -9223372036854775808, 2, 5e-324, 0.1, 2.5, -3, 0, 1, 'false', '', '', '', '', '', x'', 2, null,
  '2024-02-29', '2024-02-29T12:30:45Z', '2024-02-29 12:30:45', 0, 0, 2440587.5, '0001-01-01', '23:59', '2024-02-29 12:30:45', '0001-01-01', 1709209846, 1709209846123,
  'null', '{}', '[]', '00000000-0000-0000-0000-000000000000', '00000000-0000-4000-8000-000000000001', x'00000000000000000000000000000000',
  'two', 'someday', 2, 'longer', 'more', 5),
(3, null, null, null, 9223372036854775807, 9e999, null, 100, null, null, null, null, null, null, null, null, null, null, null, null, null,
  null, null, null, null, null, null, null, '00:00:00.250', '2024-02-29T12:30:45.5Z', '2024-03-01', 1709209847, 1709209847123,
  null, null, '{"c": {}}', null, '00000000-0000-4000-8000-000000000002', null,
  3.5, 1709209845, null, null, null, x'00');

-- Defaults of each kind.
create table every_default (
  id integer primary key,
  now_constant datetime default current_timestamp,
  now_called text default (datetime('now')),
  now_strftime text default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  now_seconds integer default (unixepoch()),
  now_seconds_text integer default (strftime('%s', 'now')),
  now_milliseconds integer default (cast(unixepoch('subsec') * 1000 as integer)),
  today date default current_date,
  time_now time default current_time,
  a_text text default 'it''s ''quoted''',
  a_misquoted text default "draft",
  an_integer integer default 42,
  a_negative integer default -1,
  a_decimal decimal(8, 2) default 9.90,
  a_yes boolean default true,
  a_one boolean default 1,
  a_json json default '{"a": [1, 2]}',
  a_day date default '2020-01-31',
  some_bytes blob default x'00ff',
  a_null text default null,
  random_text text default (lower(hex(randomblob(16)))),
  worked_out integer default (2 * 21)
);
insert into every_default (id) values (1);

-- Generated columns and checks of every shape.
create table priced (
  id integer primary key,
  net decimal(10, 2) not null check (net >= 0),
  rate real not null default 0.2, /* check (of a comment) */
  gross decimal(12, 2) generated always as (net * (1 + rate)) stored,
  shout text as (upper(label)) virtual,
  label text not null constraint label_length check (length(label) between 2 and 40) collate nocase,
  kind text not null check (kind in ('goods', 'ser)vice, "x"')),
  [size] text check ([size] in ('S', 'M', 'L')), -- check (of a line)
  starts date,
  ends date,
  constraint ends_after_start check (ends > starts),
  check (net < 1000 or kind <> 'goods')
);
insert into priced (id, net, label, kind, size, starts, ends) values (1, 10, 'Spade', 'goods', 'M', '2024-01-01', '2024-02-01');

-- Keys: composite, by letters, without rowid, self relations, relations of several columns, cycles, letters of other size.
create table country (code char(2) primary key, name text not null unique) without rowid;
insert into country values ('CH', 'Switzerland'), ('AT', 'Austria');
create table region (
  country char(2) not null references country on update cascade on delete restrict,
  number smallint not null,
  name text not null,
  primary key (country, number),
  unique (name, country)
) without rowid;
insert into region values ('CH', 1, 'Zürich'), ('CH', 2, 'Bern'), ('AT', 1, 'Wien');
create table town (
  id integer primary key,
  country char(2) not null,
  region_number smallint,
  name text not null,
  twin integer references town on delete set null,
  constraint town_region foreign key (country, region_number) references REGION (Country, Number) on delete cascade
);
insert into town values (1, 'CH', 1, 'Winterthur', null), (2, 'AT', 1, 'Schwechat', 1), (3, 'CH', null, 'Nowhere', 2);
create table person (
  id text primary key not null,
  email text not null unique,
  born_in integer references town deferrable initially deferred,
  lives_in integer references town (id),
  boss text references person (id) on delete set null,
  created_at datetime not null default current_timestamp,
  updated_at datetime not null default current_timestamp
);
insert into person values
  ('00000000-0000-4000-8000-000000000001', 'ann@example.com', 1, 2, null, '2024-01-01 10:00:00', '2024-01-02 10:00:00'),
  ('00000000-0000-4000-8000-000000000002', 'bob@example.com', null, 2, '00000000-0000-4000-8000-000000000001', '2024-01-01 10:00:00', '2024-01-02 10:00:00');
create table passport (
  person text primary key references person on delete cascade,
  number text not null,
  holder_email text references person (email),
  issued_by integer references office (id)
);
insert into passport values ('00000000-0000-4000-8000-000000000001', 'P1', 'ann@example.com', 1);
create table team (id integer primary key, name text not null, captain integer references player);
create table player (id integer primary key, name text not null, team integer not null references team);
insert into team values (1, 'Roots', 2), (2, 'Shoots', null);
insert into player values (1, 'Ash', 1), (2, 'Beech', 1), (3, 'Cedar', 2);
create table tag (id integer primary key, label varchar(50) not null);
create table person_tag (person_id text references person on delete cascade, tag_id integer references tag on delete cascade, primary key (person_id, tag_id));
insert into tag values (1, 'green'), (2, 'old');
insert into person_tag values ('00000000-0000-4000-8000-000000000001', 1), ('00000000-0000-4000-8000-000000000001', 2);
create table null_key (code text primary key, note text);
insert into null_key values ('a', 'has one'), (null, 'has none'), (null, 'nor has this');

-- Indexes of every shape.
create table searched (
  id integer primary key,
  title text not null,
  data text,
  amount integer,
  happened datetime,
  gone boolean not null default 0
);
create unique index searched_title on searched (title);
create unique index searched_lower_title on searched (lower(title));
create unique index searched_live on searched (amount) where not gone;
create index searched_two on searched (amount desc, happened);
create index searched_expression on searched (json_extract(data, '$.kind'), title collate nocase);
create index "Searched ""Odd"" Name" on searched (happened) where amount > 10 and title <> ' where ';
insert into searched values (1, 'One', '{"kind": "x"}', 1, '2024-01-01', 0), (2, 'Two', null, 20, null, 0);

-- Odd names.
create table "order" ("select" integer primary key, "from" text, [group] text, `User` text, 'end' date);
insert into "order" values (1, 'a', 'b', 'c', '2024-01-01');
create table [Order Details] (
  [Order] integer not null references "order",
  "Line No." smallint not null,
  "Unit price" numeric(10, 2),
  "50%" text,
  "a.b" text,
  "Größe" text,
  "with ""quotes""" text,
  "it's" text,
  "名前" text,
  class text,
  constructor text,
  __proto__ text,
  primary key ("Order", "Line No.")
);
insert into "Order Details" values (1, 1, 9.99, 'half', 'dot', 'groß', 'quoted', 'apostrophe', '値', 'k', 'c', 'p'), (1, 2, null, null, null, null, null, null, null, null, null, null);
create table "Table.With ""Everything""" ("Id" integer primary key, "value" text);
insert into "Table.With ""Everything""" values (1, 'odd');
create table "123 numbers" ("1st" integer primary key, "2nd" text);
create table shadowed (rowid text, oid text, note text);
insert into shadowed values ('x', 'y', 'one'), ('x', 'y', 'two');
create table all_shadowed (rowid text, oid text, _rowid_ text);
insert into all_shadowed values ('b', 'x', '1'), ('a', 'x', '2');

-- Without a primary key; strict; empty.
create table log (at datetime default current_timestamp, line text);
insert into log values ('2024-01-01 00:00:01', 'line 1'), ('2024-01-01 00:00:02', 'line 2'), ('2024-01-01 00:00:02', 'line 2');
create table setting (name text not null unique, value any) strict;
insert into setting values ('colour', 'green'), ('size', 12);
create table nothing_yet (id integer primary key, happened datetime, amount numeric(8, 3), flag boolean, data json, tiny tinyint, big bigint, untyped);

-- Views.
create view living as select p.id, p.email, t.name as town from person p join town t on t.id = p.lives_in;
create view broken as select missing from not_there;

-- What has no place in a model.
create trigger person_touch after update on person begin update person set updated_at = current_timestamp where id = new.id; end;
create virtual table words using fts5(title, content='searched', content_rowid='id');
create virtual table boxes using rtree(id, min_x, max_x);
