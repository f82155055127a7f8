-- A trading company: names with spaces, keys of letters, a composite key, an employee above each employee, join tables.
create table "Categories" (
  "CategoryID" smallint primary key,
  "CategoryName" character varying(15) not null,
  "Description" text,
  "Picture" bytea
);
create table "CustomerDemographics" (
  "CustomerTypeID" character(10) primary key,
  "CustomerDesc" text
);
create table "Customers" (
  "CustomerID" character(5) primary key,
  "CompanyName" character varying(40) not null,
  "ContactName" character varying(30),
  "ContactTitle" character varying(30),
  "City" character varying(15),
  "Region" character varying(15),
  "PostalCode" character varying(10),
  "Country" character varying(15),
  "Phone" character varying(24)
);
create table "CustomerCustomerDemo" (
  "CustomerID" character(5) not null references "Customers",
  "CustomerTypeID" character(10) not null references "CustomerDemographics",
  primary key ("CustomerID", "CustomerTypeID")
);
create table "Employees" (
  "EmployeeID" smallint primary key,
  "LastName" character varying(20) not null,
  "FirstName" character varying(10) not null,
  "Title" character varying(30),
  "BirthDate" date,
  "HireDate" date,
  "Notes" text,
  "ReportsTo" smallint references "Employees",
  "Salary" real,
  constraint "CK_Birthdate" check ("BirthDate" < "HireDate")
);
create table "Region" (
  "RegionID" smallint primary key,
  "RegionDescription" character(50) not null
);
create table "Territories" (
  "TerritoryID" character varying(20) primary key,
  "TerritoryDescription" character(50) not null,
  "RegionID" smallint not null references "Region"
);
create table "EmployeeTerritories" (
  "EmployeeID" smallint not null references "Employees",
  "TerritoryID" character varying(20) not null references "Territories",
  primary key ("EmployeeID", "TerritoryID")
);
create table "Shippers" (
  "ShipperID" smallint primary key,
  "CompanyName" character varying(40) not null,
  "Phone" character varying(24)
);
create table "Suppliers" (
  "SupplierID" smallint primary key,
  "CompanyName" character varying(40) not null,
  "Country" character varying(15),
  "HomePage" text
);
create table "Products" (
  "ProductID" smallint primary key,
  "ProductName" character varying(40) not null,
  "SupplierID" smallint references "Suppliers",
  "CategoryID" smallint references "Categories",
  "QuantityPerUnit" character varying(20),
  "UnitPrice" numeric(10, 4) default 0 check ("UnitPrice" >= 0),
  "UnitsInStock" smallint default 0,
  "Discontinued" integer not null default 0
);
create table "Orders" (
  "OrderID" integer primary key,
  "CustomerID" character(5) references "Customers",
  "EmployeeID" smallint references "Employees",
  "OrderDate" date,
  "ShippedDate" date,
  "Ship Via" smallint references "Shippers" ("ShipperID"),
  "Freight" real default 0,
  "Ship Name" character varying(40)
);
create index "Orders Dates" on "Orders" ("OrderDate", "ShippedDate");
create table "Order Details" (
  "OrderID" integer not null references "Orders" on delete cascade,
  "ProductID" smallint not null references "Products",
  "Unit Price" numeric(10, 4) not null,
  "Quantity" smallint not null default 1 check ("Quantity" > 0),
  "Discount" real not null default 0,
  constraint "PK_Order_Details" primary key ("OrderID", "ProductID")
);
create table "Shipment Notes" (
  "NoteID" serial primary key,
  "Order ID" integer not null,
  "Product ID" smallint not null,
  "Text" text not null,
  foreign key ("Order ID", "Product ID") references "Order Details" ("OrderID", "ProductID") on delete cascade
);
create view "Order Subtotals" as
  select "OrderID", sum("Unit Price" * "Quantity" * (1 - "Discount")) as "Subtotal" from "Order Details" group by "OrderID";
create view "Alphabetical List of Products" as
  select p.*, c."CategoryName" from "Products" p join "Categories" c using ("CategoryID") where p."Discontinued" = 0;
