/** The whole product as its users run it: the jar, its own PostgreSQL, HTTP from outside. */
package dev.galena.e2e;
