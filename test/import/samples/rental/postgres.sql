-- A shop that lends films: serial keys, an enum, a domain, arrays, a vector of words kept by a trigger, partitions, views.
create type film_rating as enum ('A', 'A-12', 'B', 'C-16', 'D-18');
create domain film_year as integer constraint film_year_check check (value >= 1895 and value <= 2155);

create function set_last_update() returns trigger language plpgsql as
  $$ begin new.last_update = current_timestamp; return new; end $$;

create table language (
  language_id serial primary key,
  name character(20) not null,
  last_update timestamp without time zone not null default now()
);
create table category (
  category_id serial primary key,
  name varchar(25) not null,
  last_update timestamp without time zone not null default now()
);
create table actor (
  actor_id serial primary key,
  first_name varchar(45) not null,
  last_name varchar(45) not null,
  last_update timestamp without time zone not null default now()
);
create index idx_actor_last_name on actor (last_name);
create table film (
  film_id serial primary key,
  title varchar(255) not null,
  description text,
  release_year film_year,
  language_id smallint not null references language on update cascade on delete restrict,
  original_language_id smallint references language on update cascade on delete restrict,
  rental_duration smallint not null default 3,
  rental_rate numeric(4, 2) not null default 4.99,
  length smallint,
  replacement_cost numeric(5, 2) not null default 19.99,
  rating film_rating default 'A'::film_rating,
  special_features text[],
  words tsvector not null,
  last_update timestamp without time zone not null default now()
);
comment on table film is 'A title, not a copy of it: those stand in inventory.';
comment on column film.length is 'In minutes';
create index idx_film_title on film (title);
create index idx_film_words on film using gist (words);
create trigger film_words before insert or update on film for each row
  execute function tsvector_update_trigger('words', 'pg_catalog.english', 'title', 'description');
create table film_actor (
  actor_id smallint not null references actor on update cascade on delete restrict,
  film_id smallint not null references film on update cascade on delete restrict,
  last_update timestamp without time zone not null default now(),
  primary key (actor_id, film_id)
);
create index idx_film_actor_film on film_actor (film_id);
create table film_category (
  film_id smallint not null references film on update cascade on delete restrict,
  category_id smallint not null references category on update cascade on delete restrict,
  last_update timestamp without time zone not null default now(),
  primary key (film_id, category_id)
);
create table country (
  country_id serial primary key,
  country varchar(50) not null,
  last_update timestamp without time zone not null default now()
);
create table city (
  city_id serial primary key,
  city varchar(50) not null,
  country_id smallint not null references country on update cascade on delete restrict,
  last_update timestamp without time zone not null default now()
);
create table address (
  address_id serial primary key,
  address varchar(50) not null,
  address2 varchar(50),
  district varchar(20) not null,
  city_id smallint not null references city on update cascade on delete restrict,
  postal_code varchar(10),
  phone varchar(20) not null,
  last_update timestamp without time zone not null default now()
);
create table store (
  store_id serial primary key,
  manager_staff_id smallint not null unique,
  address_id smallint not null references address on update cascade on delete restrict,
  last_update timestamp without time zone not null default now()
);
create table staff (
  staff_id serial primary key,
  first_name varchar(45) not null,
  last_name varchar(45) not null,
  address_id smallint not null references address on update cascade on delete restrict,
  email varchar(50),
  store_id smallint not null references store deferrable initially deferred,
  active boolean not null default true,
  username varchar(16) not null,
  password varchar(60),
  picture bytea,
  last_update timestamp without time zone not null default now()
);
alter table store add constraint store_manager_staff_id_fkey
  foreign key (manager_staff_id) references staff (staff_id) deferrable initially deferred;
create table customer (
  customer_id serial primary key,
  store_id smallint not null references store on update cascade on delete restrict,
  first_name varchar(45) not null,
  last_name varchar(45) not null,
  email varchar(50),
  address_id smallint not null references address on update cascade on delete restrict,
  activebool boolean not null default true,
  create_date date not null default ('now'::text)::date,
  last_update timestamp without time zone default now(),
  active integer
);
create index idx_customer_last_name on customer (last_name);
create table inventory (
  inventory_id serial primary key,
  film_id smallint not null references film on update cascade on delete restrict,
  store_id smallint not null references store on update cascade on delete restrict,
  last_update timestamp without time zone not null default now()
);
create index idx_inventory_store_film on inventory (store_id, film_id);
create table rental (
  rental_id serial primary key,
  rental_date timestamp without time zone not null,
  inventory_id integer not null references inventory on update cascade on delete restrict,
  customer_id smallint not null references customer on update cascade on delete restrict,
  return_date timestamp without time zone,
  staff_id smallint not null references staff on update cascade on delete restrict,
  last_update timestamp without time zone not null default now()
);
create unique index idx_rental_once on rental (rental_date, inventory_id, customer_id);
create sequence payment_payment_id_seq;
create table payment (
  payment_id integer not null default nextval('payment_payment_id_seq'),
  customer_id smallint not null references customer on update cascade on delete restrict,
  staff_id smallint not null references staff on update cascade on delete restrict,
  rental_id integer not null references rental on update cascade on delete set null,
  amount numeric(5, 2) not null,
  payment_date timestamp without time zone not null,
  primary key (payment_date, payment_id)
) partition by range (payment_date);
create table payment_2024_1 partition of payment for values from ('2024-01-01') to ('2024-05-01');
create table payment_2024_2 partition of payment for values from ('2024-05-01') to ('2024-09-01');
create table payment_others partition of payment default;

create trigger last_update before update on film for each row execute function set_last_update();
create trigger last_update before update on customer for each row execute function set_last_update();

create function copies_of(film integer, store integer) returns bigint language sql stable as
  $$ select count(*) from inventory where film_id = film and store_id = store $$;

create view film_list as
  select f.film_id as fid, f.title, c.name as category, f.rental_rate as price, f.length, f.rating,
    string_agg(a.first_name || ' ' || a.last_name, ', ') as actors
  from film f
    left join film_category fc on fc.film_id = f.film_id left join category c on c.category_id = fc.category_id
    left join film_actor fa on fa.film_id = f.film_id left join actor a on a.actor_id = fa.actor_id
  group by f.film_id, c.name;
create view customer_list as
  select c.customer_id as id, c.first_name || ' ' || c.last_name as name, a.address, a.postal_code as "zip code", a.phone,
    city.city, country.country, case when c.activebool then 'active' else '' end as notes, c.store_id as sid
  from customer c join address a using (address_id) join city using (city_id) join country using (country_id);
create materialized view sales_by_store as
  select s.store_id, sum(p.amount) as total_sales
  from payment p join staff s using (staff_id) group by s.store_id;
