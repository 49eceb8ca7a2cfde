/**
 * The log of consent: an append-only Merkle tree (RFC 6962) of events, kept as tiles (C2SP tlog-tiles), whose size and root are
 * signed (C2SP tlog-checkpoint), so that an outsider with one public key can tell whether an event is in it and whether
 * anything was ever taken out. Mathematics and formats only come first here: {@link Proofs}, {@link Note}; what touches the
 * database starts at {@code Sequence}.
 */
@NullMarked
package dev.galena.consent.log;

import org.jspecify.annotations.NullMarked;
