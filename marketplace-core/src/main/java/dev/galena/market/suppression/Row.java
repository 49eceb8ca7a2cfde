package dev.galena.market.suppression;

import org.jspecify.annotations.Nullable;

/** A number, an address, or both, as somebody wrote them. */
public record Row(@Nullable String phone, @Nullable String email, Rule rule) {}
