/** Tests of the server from outside: over HTTP, every answer held against openapi.yaml. Start at {@link dev.galena.api.ApiClient}. */
package dev.galena.api;
