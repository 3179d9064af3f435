-- One database for each service that keeps anything; nobody reads another's tables.
CREATE DATABASE community;
CREATE DATABASE socialwork;
CREATE DATABASE partybranches;
CREATE DATABASE volunteers;
CREATE DATABASE residentunits;
CREATE DATABASE insights;
CREATE DATABASE partners;
