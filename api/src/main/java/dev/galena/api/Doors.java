package dev.galena.api;

import java.util.function.Supplier;

/** What lets callers in and out: shared by the routes that log in, log out, issue and revoke. */
record Doors(Authenticate authenticate, Cookies cookies, Supplier<Tokens> tokens) {}
