package dev.galena.billing;

import java.util.UUID;

/** Names one transfer: a journal's n-th, from 1. */
public record Line(UUID journalId, int line) {}
