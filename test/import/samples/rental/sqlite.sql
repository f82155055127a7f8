-- A shop that lends films, as SQLite keeps one: checks in place of an enum, texts in place of arrays and words.
create table language (
  language_id integer primary key autoincrement,
  name char(20) not null,
  last_update timestamp not null default current_timestamp
);
create table category (
  category_id integer primary key autoincrement,
  name varchar(25) not null,
  last_update timestamp not null default current_timestamp
);
create table actor (
  actor_id integer primary key autoincrement,
  first_name varchar(45) not null,
  last_name varchar(45) not null,
  last_update timestamp not null default current_timestamp
);
create index idx_actor_last_name on actor (last_name);
create table film (
  film_id integer primary key autoincrement,
  title varchar(255) not null,
  description blob sub_type text default null,
  release_year varchar(4) default null,
  language_id smallint not null,
  original_language_id smallint default null,
  rental_duration smallint not null default 3,
  rental_rate decimal(4, 2) not null default 4.99,
  length smallint default null,
  replacement_cost decimal(5, 2) not null default 19.99,
  rating varchar(10) default 'A',
  special_features varchar(100) default null,
  last_update timestamp not null default current_timestamp,
  constraint check_rating check (rating in ('A', 'A-12', 'B', 'C-16', 'D-18')),
  constraint fk_film_language foreign key (language_id) references language (language_id),
  constraint fk_film_language_original foreign key (original_language_id) references language (language_id)
);
create index idx_film_title on film (title);
create table film_actor (
  actor_id int not null references actor on update cascade,
  film_id int not null references film on update cascade,
  last_update timestamp not null default current_timestamp,
  primary key (actor_id, film_id)
);
create table film_category (
  film_id int not null references film on update cascade,
  category_id smallint not null references category on update cascade,
  last_update timestamp not null default current_timestamp,
  primary key (film_id, category_id)
);
create table country (
  country_id integer primary key autoincrement,
  country varchar(50) not null,
  last_update timestamp not null default current_timestamp
);
create table city (
  city_id integer primary key autoincrement,
  city varchar(50) not null,
  country_id smallint not null references country on update cascade,
  last_update timestamp not null default current_timestamp
);
create table address (
  address_id integer primary key autoincrement,
  address varchar(50) not null,
  address2 varchar(50),
  district varchar(20) not null,
  city_id int not null references city on update cascade,
  postal_code varchar(10),
  phone varchar(20) not null,
  last_update timestamp not null default current_timestamp
);
create table store (
  store_id integer primary key autoincrement,
  manager_staff_id smallint not null unique references staff deferrable initially deferred,
  address_id int not null references address on update cascade,
  last_update timestamp not null default current_timestamp
);
create table staff (
  staff_id integer primary key autoincrement,
  first_name varchar(45) not null,
  last_name varchar(45) not null,
  address_id int not null references address on update cascade,
  email varchar(50),
  store_id int not null references store deferrable initially deferred,
  active boolean not null default 1,
  username varchar(16) not null,
  password varchar(60),
  picture blob,
  last_update timestamp not null default current_timestamp
);
create table customer (
  customer_id integer primary key autoincrement,
  store_id int not null references store on update cascade,
  first_name varchar(45) not null,
  last_name varchar(45) not null,
  email varchar(50),
  address_id int not null references address on update cascade,
  activebool boolean not null default 1,
  create_date date not null default current_date,
  last_update timestamp default current_timestamp,
  active integer
);
create index idx_customer_last_name on customer (last_name);
create table inventory (
  inventory_id integer primary key autoincrement,
  film_id int not null references film on update cascade,
  store_id int not null references store on update cascade,
  last_update timestamp not null default current_timestamp
);
create table rental (
  rental_id integer primary key autoincrement,
  rental_date timestamp not null,
  inventory_id int not null references inventory on update cascade,
  customer_id int not null references customer on update cascade,
  return_date timestamp,
  staff_id smallint not null references staff on update cascade,
  last_update timestamp not null default current_timestamp
);
create unique index idx_rental_once on rental (rental_date, inventory_id, customer_id);
create table payment (
  payment_id integer primary key autoincrement,
  customer_id int not null references customer on update cascade,
  staff_id smallint not null references staff on update cascade,
  rental_id int references rental on update cascade on delete set null,
  amount decimal(5, 2) not null,
  payment_date timestamp not null
);
create trigger film_last_update after update on film begin
  update film set last_update = current_timestamp where film_id = new.film_id;
end;
create view film_list as
  select f.film_id as fid, f.title, c.name as category, f.rental_rate as price, f.length, f.rating
  from film f left join film_category fc on fc.film_id = f.film_id left join category c on c.category_id = fc.category_id;
create view customer_list as
  select c.customer_id as id, c.first_name || ' ' || c.last_name as name, a.address, a.postal_code as "zip code", a.phone,
    city.city, country.country, case when c.activebool then 'active' else '' end as notes, c.store_id as sid
  from customer c join address a using (address_id) join city using (city_id) join country using (country_id);
create view sales_by_store as
  select s.store_id, sum(p.amount) as total_sales from payment p join staff s using (staff_id) group by s.store_id;
