/** What pg_dump writes, in small: its settings, its order, its commands for psql. */
export const dump: string = String.raw`--
-- PostgreSQL database dump
--

\restrict aB3

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE SCHEMA stock;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;

CREATE TYPE public.size AS ENUM (
    'small',
    'large'
);
ALTER TYPE public.size OWNER TO keeper;

CREATE DOMAIN public.price AS numeric(10,2) DEFAULT 0 NOT NULL
	CONSTRAINT price_check CHECK ((VALUE >= (0)::numeric));

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin new.updated_at := now(); return new; end; $$;
CREATE FUNCTION public.total(integer) RETURNS bigint LANGUAGE sql AS 'select 1;';
CREATE AGGREGATE public.joined(text) (SFUNC = textcat, STYPE = text);

CREATE TABLE public.plant (
    id integer NOT NULL,
    name character varying(80) DEFAULT 'Weed'::character varying NOT NULL,
    latin public.citext,
    cost public.price,
    size public.size DEFAULT 'small'::public.size,
    tags text[] DEFAULT '{}'::text[],
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    full_name text GENERATED ALWAYS AS (((name)::text || '!'::text)) STORED,
    upper_name text GENERATED ALWAYS AS (upper((name)::text)) STORED,
    CONSTRAINT plant_name_check CHECK ((length((name)::text) > 1))
);
COMMENT ON TABLE public.plant IS 'What grows; what''s sold';
COMMENT ON COLUMN public.plant.name IS 'In English';

CREATE SEQUENCE public.plant_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.plant_id_seq OWNED BY public.plant.id;
CREATE SEQUENCE public.lost_seq START WITH 1;

CREATE TABLE stock.bed (
    code character(4) NOT NULL,
    plant_id integer
)
PARTITION BY LIST (code);
CREATE TABLE stock.bed_north (
    code character(4) NOT NULL,
    plant_id integer
);
CREATE VIEW public.dear AS
 SELECT plant.name
   FROM public.plant
  WHERE (plant.cost > (10)::numeric);
CREATE MATERIALIZED VIEW public.counted AS SELECT count(*) AS n FROM public.plant WITH NO DATA;

ALTER TABLE ONLY stock.bed ATTACH PARTITION stock.bed_north FOR VALUES IN ('n');
ALTER TABLE ONLY public.plant ALTER COLUMN id SET DEFAULT nextval('public.plant_id_seq'::regclass);

COPY public.plant (id, name, latin, cost, size, tags, updated_at) FROM stdin;
1	Tab\there	Rosa\\n	1.50	small	{a,"b c"}	2024-01-01 10:00:00.123456+00
2	Bäume	\N	0.00	\N	{}	2024-06-01 12:00:00+02
3	\\N is no null	\N	20.00	large	\N	2024-01-01 10:00:00+00
\.

COPY stock.bed_north (code, plant_id) FROM stdin;
n1  	1
n2  	\N
\.

SELECT pg_catalog.setval('public.plant_id_seq', 3, true);

ALTER TABLE ONLY public.plant
    ADD CONSTRAINT plant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY stock.bed
    ADD CONSTRAINT bed_pkey PRIMARY KEY (code);
CREATE INDEX plant_live ON public.plant USING btree (lower((name)::text), cost DESC) WHERE (size = 'small'::public.size);
CREATE UNIQUE INDEX plant_latin ON public.plant USING btree (latin);
CREATE TRIGGER plant_touch BEFORE UPDATE ON public.plant FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE ONLY stock.bed_north
    ADD CONSTRAINT bed_north_pkey PRIMARY KEY (code);
ALTER TABLE stock.bed
    ADD CONSTRAINT bed_plant_fkey FOREIGN KEY (plant_id) REFERENCES public.plant(id) ON DELETE SET NULL;
ALTER TABLE public.plant ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.plant USING (true);
GRANT SELECT ON TABLE public.plant TO shop;
GRANT ALL ON SCHEMA public TO PUBLIC;

\unrestrict aB3
`
