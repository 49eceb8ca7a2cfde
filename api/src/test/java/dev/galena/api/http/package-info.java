/** Tests of how a request becomes an answer. */
package dev.galena.api.http;
