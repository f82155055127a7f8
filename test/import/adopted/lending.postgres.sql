-- A small database as people keep them: nothing in it was made by Cambium. PostgreSQL.
create schema archive;
create type condition as enum ('new', 'worn', 'it''s gone');
create domain money_amount as numeric(8, 2) check (value >= 0);

create table "Lending Branch" (
  "Branch No." integer generated always as identity primary key,
  "is open" boolean not null default true,
  opened timestamp not null default now()
);
insert into "Lending Branch" ("is open", opened) values (true, '2020-01-31 08:00:00.123456'), (false, '2021-06-01');

create table book (
  id uuid primary key default gen_random_uuid(),
  isbn char(5) not null unique,
  title varchar(200) not null,
  price money_amount not null default 0,
  pages smallint,
  cover bytea,
  tags text[] not null default '{}',
  mark text generated always as (upper(left(title::text, 3))) stored,
  branch integer references "Lending Branch" on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
insert into book (id, isbn, title, price, pages, cover, tags, branch) values
  ('00000000-0000-4000-8000-000000000001', '978-1', 'Gardens', 12.5, 200, '\x00ff', '{"a,b",c}', 1),
  ('00000000-0000-4000-8000-000000000002', '978-2', 'Trees', 8, null, null, '{}', null);
create index book_title on book (lower(title)) where pages > 10;

create table copy (
  book uuid not null references book on delete cascade,
  number smallint not null,
  state condition not null default 'new',
  primary key (book, number)
);
insert into copy values ('00000000-0000-4000-8000-000000000001', 1, 'worn');

create table archive.loan (
  id bigserial primary key,
  book uuid not null,
  number smallint not null,
  lent date not null default current_date,
  took interval,
  foreign key (book, number) references copy (book, number)
);
insert into archive.loan (book, number, lent, took)
values ('00000000-0000-4000-8000-000000000001', 1, '2024-02-29', '3 days 04:00:00');

create function touch() returns trigger language plpgsql as $$
begin
  new.updated_at = now();
  return new;
end $$;
create trigger book_touch before update on book for each row execute function touch();

create table scribbles (text text);
create view lent_books as select l.id as loan_id, b.title, l.lent from archive.loan l join book b on b.id = l.book;
