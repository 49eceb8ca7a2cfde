package dev.galena.market.purchase;

/** What the client is told, kept under his key: the same key gets the same bytes. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record KeptAnswer(int status, byte[] body) {}
