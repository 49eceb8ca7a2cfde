package dev.galena.market.vertical;

import org.jspecify.annotations.Nullable;

/**
 * Something of a lead that conditions compare: a column of the listing, or a field of its vertical.
 *
 * @param attribute name of the field; empty of a column
 */
record Trait(String name, String attribute) {
    static final Trait STATE = new Trait("state");
    static final Trait SOURCE = new Trait("source");
    static final Trait SCORE = new Trait("score");
    static final Trait LEVEL = new Trait("level");
    static final Trait PRICE = new Trait("price");
    static final Trait SOLD = new Trait("sold");
    private static final String ATTR = "attr.";

    Trait(String name) {
        this(name, name.startsWith(ATTR) ? name.substring(ATTR.length()) : "");
    }

    static Trait attr(Field field) {
        return new Trait(ATTR + field.name());
    }

    @Nullable
    Object of(ListedLead lead) {
        return switch (name) {
            case "state" -> lead.facts().state();
            case "source" -> lead.facts().source();
            case "score" -> lead.score();
            case "level" -> lead.level().rank();
            case "price" -> lead.price();
            case "sold" -> lead.sold();
            default -> lead.facts().attrs().get(attribute);
        };
    }

    boolean isAttr() {
        return !attribute.isEmpty();
    }

    /** As text or as the column is. Field names are of [a-z0-9_], so they can stand in the SQL. */
    String sql() {
        if (isAttr()) return "(l.attrs->>'" + attribute + "')";
        return this.equals(SOURCE) ? "l.source_alias" : "l." + name;
    }

    /** A later version of the vertical may have changed the field's type: what is not of the type asked for is null. */
    String sql(String jsonType, String cast) {
        if (!isAttr()) return sql();
        String value = "(l.attrs->'" + attribute + "')";
        return "case when jsonb_typeof" + value + " = '" + jsonType + "' then " + value + cast + " end";
    }

    String arrayType() {
        return this.equals(STATE) ? "bpchar[]" : "text[]";
    }
}
