/**
 * How a request becomes an answer: found in the table of routes, authenticated, let through or refused, read, checked against
 * openapi.yaml, worked on, answered. Start at {@link Dispatch}. Nothing here knows what a lead is.
 */
@NullMarked
package dev.galena.api.http;

import org.jspecify.annotations.NullMarked;
