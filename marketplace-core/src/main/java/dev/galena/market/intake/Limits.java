package dev.galena.market.intake;

/**
 * What one upload may cost.
 *
 * @param bytesMax of the file once unpacked
 * @param inflationMax times an upload may grow when unpacked; a real lead file grows 5 to 30 times
 * @param cellCharsMax a longer cell rejects its row
 * @param columnsMax more columns fail the file
 * @param rowCharsMax a longer row is rejected unread
 * @param rejectsMax rejected rows kept for correction; later ones are only counted
 */
public record Limits(
        long bytesMax, int inflationMax, int cellCharsMax, int columnsMax, int rowCharsMax, long rejectsMax) {
    public static final Limits DEFAULT = new Limits(20L << 30, 200, 64 << 10, 1000, 1 << 20, 1_000_000);
}
