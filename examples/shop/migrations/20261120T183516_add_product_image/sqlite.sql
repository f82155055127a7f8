ALTER TABLE "products" ADD COLUMN "image" TEXT
-- next
UPDATE "products" SET "in_stock" = "products"."stock" > 0
