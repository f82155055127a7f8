-- A trading company, as it comes from another server: nvarchar, money, bit, image, names with spaces.
create table "Categories" (
  "CategoryID" integer primary key,
  "CategoryName" nvarchar(15) not null,
  "Description" text,
  "Picture" image
);
create table "CustomerDemographics" (
  "CustomerTypeID" nchar(10) primary key,
  "CustomerDesc" text
);
create table "Customers" (
  "CustomerID" nchar(5) primary key,
  "CompanyName" nvarchar(40) not null,
  "ContactName" nvarchar(30),
  "ContactTitle" nvarchar(30),
  "City" nvarchar(15),
  "Region" nvarchar(15),
  "PostalCode" nvarchar(10),
  "Country" nvarchar(15),
  "Phone" nvarchar(24)
);
create table "CustomerCustomerDemo" (
  "CustomerID" nchar(5) not null references "Customers",
  "CustomerTypeID" nchar(10) not null references "CustomerDemographics",
  primary key ("CustomerID", "CustomerTypeID")
);
create table "Employees" (
  "EmployeeID" smallint primary key,
  "LastName" nvarchar(20) not null,
  "FirstName" nvarchar(10) not null,
  "Title" nvarchar(30),
  "BirthDate" datetime,
  "HireDate" datetime,
  "Notes" text,
  "ReportsTo" smallint references "Employees",
  "Salary" real,
  constraint "CK_Birthdate" check ("BirthDate" < "HireDate")
);
create table "Region" (
  "RegionID" smallint primary key,
  "RegionDescription" nchar(50) not null
);
create table "Territories" (
  "TerritoryID" nvarchar(20) primary key,
  "TerritoryDescription" nchar(50) not null,
  "RegionID" smallint not null references "Region"
);
create table "EmployeeTerritories" (
  "EmployeeID" smallint not null references "Employees",
  "TerritoryID" nvarchar(20) not null references "Territories",
  primary key ("EmployeeID", "TerritoryID")
);
create table "Shippers" (
  "ShipperID" smallint primary key,
  "CompanyName" nvarchar(40) not null,
  "Phone" nvarchar(24)
);
create table "Suppliers" (
  "SupplierID" smallint primary key,
  "CompanyName" nvarchar(40) not null,
  "Country" nvarchar(15),
  "HomePage" text
);
create table "Products" (
  "ProductID" smallint primary key,
  "ProductName" nvarchar(40) not null,
  "SupplierID" smallint references "Suppliers",
  "CategoryID" smallint references "Categories",
  "QuantityPerUnit" nvarchar(20),
  "UnitPrice" money default 0 check ("UnitPrice" >= 0),
  "UnitsInStock" smallint default 0,
  "Discontinued" bit not null default 0
);
create table "Orders" (
  "OrderID" integer primary key not null,
  "CustomerID" nchar(5) references "Customers",
  "EmployeeID" smallint references "Employees",
  "OrderDate" datetime,
  "ShippedDate" datetime,
  "Ship Via" smallint references "Shippers" ("ShipperID"),
  "Freight" real default 0,
  "Ship Name" nvarchar(40)
);
create index "Orders Dates" on "Orders" ("OrderDate", "ShippedDate");
create table "Order Details" (
  "OrderID" integer not null references "Orders" on delete cascade,
  "ProductID" smallint not null references "Products",
  "Unit Price" money not null,
  "Quantity" smallint not null default 1 check ("Quantity" > 0),
  "Discount" real not null default 0,
  constraint "PK_Order_Details" primary key ("OrderID", "ProductID")
);
create table "Shipment Notes" (
  "NoteID" integer primary key autoincrement,
  "Order ID" integer not null,
  "Product ID" smallint not null,
  "Text" text not null,
  foreign key ("Order ID", "Product ID") references "Order Details" ("OrderID", "ProductID") on delete cascade
);
create view "Order Subtotals" as
  select "OrderID", sum("Unit Price" * "Quantity" * (1 - "Discount")) as "Subtotal" from "Order Details" group by "OrderID";
create view "Alphabetical List of Products" as
  select p."ProductID", p."ProductName", c."CategoryName" from "Products" p join "Categories" c using ("CategoryID") where p."Discontinued" = 0;
