CREATE TABLE "orders" (
  "product_id" text COLLATE "C" NOT NULL,
  "customer_id" text COLLATE "C",
  "first_name" text COLLATE "C" NOT NULL,
  "last_name" text COLLATE "C" NOT NULL,
  "address" text COLLATE "C" NOT NULL,
  "total_price" bigint NOT NULL DEFAULT 0,
  "status" text COLLATE "C" NOT NULL DEFAULT 'placed' CONSTRAINT "ck_1_17" CHECK ("status" IN ('placed', 'paid', 'shipped', 'delivered', 'cancelled')),
  "delivered" boolean NOT NULL DEFAULT false,
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_1" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "product_categories" (
  "name" text COLLATE "C" NOT NULL,
  "slug" text COLLATE "C",
  "description" text COLLATE "C",
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_2" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "products" (
  "name" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C",
  "price" bigint NOT NULL DEFAULT 0,
  "stock" bigint NOT NULL DEFAULT 0,
  "published" boolean NOT NULL DEFAULT true,
  "in_stock" boolean NOT NULL,
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_3" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL,
  "version" bigint NOT NULL DEFAULT 1,
  "deleted_at" timestamptz
)
-- next
CREATE TABLE "users" (
  "email" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C",
  "blocked" boolean NOT NULL DEFAULT false,
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_4" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "products_categories" (
  "product_id" text COLLATE "C" NOT NULL,
  "product_category_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "pk_3_16" PRIMARY KEY ("product_id", "product_category_id")
)
-- next
ALTER TABLE "orders" ADD CONSTRAINT "fk_1_11" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE RESTRICT
-- next
ALTER TABLE "orders" ADD CONSTRAINT "fk_1_12" FOREIGN KEY ("customer_id") REFERENCES "users" ("id") ON DELETE SET NULL
-- next
ALTER TABLE "products_categories" ADD CONSTRAINT "fk_3_16_s" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "products_categories" ADD CONSTRAINT "fk_3_16_t" FOREIGN KEY ("product_category_id") REFERENCES "product_categories" ("id") ON DELETE CASCADE
-- next
CREATE INDEX "ix_1_18_-2" ON "orders" ("delivered", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_11_-2" ON "orders" ("product_id", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_-2" ON "orders" ("created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_12" ON "orders" ("customer_id", "id")
-- next
CREATE UNIQUE INDEX "ux_2_11" ON "product_categories" ("name")
-- next
CREATE UNIQUE INDEX "ux_2_12" ON "product_categories" ("slug")
-- next
CREATE INDEX "ix_3_15_-2" ON "products" ("published", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_3_13" ON "products" ("price", "id")
-- next
CREATE INDEX "ix_3_-2" ON "products" ("created_at" DESC, "id" DESC)
-- next
CREATE UNIQUE INDEX "ux_4_11" ON "users" ("email")
-- next
CREATE INDEX "ix_3_16_t" ON "products_categories" ("product_category_id")
-- next
ALTER TABLE "product_categories" ADD COLUMN "cambium_search" tsvector GENERATED ALWAYS AS (ts_delete(setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("name", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'A') || to_tsvector('simple', 'cambiumgap') || setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("description", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'B'), 'cambiumgap')) STORED
-- next
CREATE INDEX "cambium_search_2" ON "product_categories" USING gin ("cambium_search")
-- next
ALTER TABLE "products" ADD COLUMN "cambium_search" tsvector GENERATED ALWAYS AS (ts_delete(setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("name", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'A') || to_tsvector('simple', 'cambiumgap') || setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("description", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'B'), 'cambiumgap')) STORED
-- next
CREATE INDEX "cambium_search_3" ON "products" USING gin ("cambium_search")
