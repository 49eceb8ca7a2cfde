package dev.galena.market.vertical;

/** The verticals that come with the product, for tests of other packages. */
public final class TestVerticals {
    private TestVerticals() {}

    public static Vertical seed(String code) {
        return SeedVerticals.seed(code);
    }
}
