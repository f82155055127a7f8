CREATE TABLE "auth_sessions" (
  "id" TEXT NOT NULL CONSTRAINT "pk_a1" PRIMARY KEY,
  "expires_at" TEXT NOT NULL,
  "token" TEXT NOT NULL,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL,
  "ip_address" TEXT,
  "user_agent" TEXT,
  "user_id" TEXT NOT NULL CONSTRAINT "fk_a1_user_id" REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT
-- next
CREATE TABLE "auth_accounts" (
  "id" TEXT NOT NULL CONSTRAINT "pk_a2" PRIMARY KEY,
  "account_id" TEXT NOT NULL,
  "provider_id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL CONSTRAINT "fk_a2_user_id" REFERENCES "users" ("id") ON DELETE CASCADE,
  "access_token" TEXT,
  "refresh_token" TEXT,
  "id_token" TEXT,
  "access_token_expires_at" TEXT,
  "refresh_token_expires_at" TEXT,
  "scope" TEXT,
  "password" TEXT,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "auth_verifications" (
  "id" TEXT NOT NULL CONSTRAINT "pk_a3" PRIMARY KEY,
  "identifier" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "expires_at" TEXT NOT NULL,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "auth_roles" (
  "user_id" TEXT NOT NULL CONSTRAINT "fk_a4_user_id" REFERENCES "users" ("id") ON DELETE CASCADE,
  "role" TEXT NOT NULL,
  "created_at" TEXT NOT NULL,
  CONSTRAINT "pk_a4" PRIMARY KEY ("user_id", "role")
) STRICT
-- next
ALTER TABLE "users" ADD COLUMN "email_verified" INTEGER NOT NULL DEFAULT 0 CHECK ("email_verified" IN (0, 1))
-- next
CREATE UNIQUE INDEX "ux_a1_token" ON "auth_sessions" ("token")
-- next
CREATE INDEX "ix_a1_user_id" ON "auth_sessions" ("user_id")
-- next
CREATE INDEX "ix_a2_user_id" ON "auth_accounts" ("user_id")
-- next
CREATE UNIQUE INDEX "ux_a2_together" ON "auth_accounts" ("provider_id", "account_id")
-- next
CREATE INDEX "ix_a3_identifier" ON "auth_verifications" ("identifier")
-- next
CREATE INDEX "ix_a3_expires_at" ON "auth_verifications" ("expires_at")
-- next
CREATE INDEX "ix_a4_role" ON "auth_roles" ("role")
