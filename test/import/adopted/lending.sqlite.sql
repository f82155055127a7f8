-- A small database as people keep them: nothing in it was made by Cambium. SQLite.
create table "Lending Branch" (
  "Branch No." integer primary key,
  "is open" text not null default 't' check ("is open" in ('t', 'f')),
  opened datetime not null default current_timestamp
);
insert into "Lending Branch" values (1, 't', '2020-01-31 08:00:00'), (2, 'f', '2021-06-01 09:30:15');

create table book (
  isbn varchar(20) primary key,
  title nvarchar(200) not null,
  price decimal(8, 2) not null default 0,
  pages int,
  printed_at integer,
  cover blob,
  shelf_mark text generated always as (upper(substr(title, 1, 3))) virtual,
  branch integer references "Lending Branch" ("Branch No.") on delete set null
);
insert into book (isbn, title, price, pages, printed_at, cover, branch)
values ('978-1', 'Gardens', 12.5, 200, 1580457600, x'00ff', 1), ('978-2', 'Trees', 8, null, null, null, null);
create index book_title on book (title collate nocase) where pages > 10;

create table copy (
  isbn varchar(20) not null references book (isbn) on delete cascade,
  number smallint not null,
  note text,
  primary key (isbn, number)
) without rowid;
insert into copy values ('978-1', 1, 'new'), ('978-1', 2, null);

create table loan (
  id integer primary key autoincrement,
  isbn varchar(20) not null,
  number smallint not null,
  lent date not null default (date('now')),
  foreign key (isbn, number) references copy (isbn, number)
);
insert into loan (isbn, number, lent) values ('978-1', 1, '2024-02-29');
create trigger loan_note after insert on loan begin
  update copy set note = 'lent' where isbn = new.isbn and number = new.number;
end;

create table scribbles (text);
create view lent_books as select l.id as loan_id, b.title, l.lent from loan l join book b using (isbn);
