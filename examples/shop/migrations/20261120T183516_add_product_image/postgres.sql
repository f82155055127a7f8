-- title: change products
ALTER TABLE "products" ADD COLUMN "image" jsonb
-- commit
-- batches of "products" by "id"
-- title: work out products.in_stock
UPDATE "products" SET "in_stock" = "products"."stock" > 0 WHERE "in_stock" IS DISTINCT FROM CAST("products"."stock" > 0 AS boolean) AND "products"."id" > :after AND "products"."id" <= :upto
