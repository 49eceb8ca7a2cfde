package dev.galena.market.feedback;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a bought lead got at its buyer. Any may follow any: what was said wrongly is said anew. */
public enum Disposition {
    /** Nobody tried yet; also what nothing was said of. */
    NEW(Stage.OPEN),
    /** Tried, without an answer so far. */
    UNREACHABLE(Stage.ONGOING),
    CONTACTED(Stage.ONGOING),
    QUALIFIED(Stage.ONGOING),
    APPOINTMENT(Stage.ONGOING),
    QUOTED(Stage.ONGOING),
    ON_HOLD(Stage.ON_HOLD),
    WON(Stage.WON),
    LOST(Stage.LOST);

    /** What statistics compare, whatever a disposition is called. */
    public enum Stage {
        OPEN,
        ONGOING,
        ON_HOLD,
        WON,
        LOST;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Why a lead was lost. None of these is a reason to return it. */
    public enum Loss {
        NEVER_REACHED,
        NOT_INTERESTED,
        NOT_QUALIFIED,
        BOUGHT_ELSEWHERE,
        NO_BUDGET,
        BAD_TIMING,
        OTHER;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Loss> of(String code) {
            return Stream.of(values()).filter(l -> l.code().equals(code)).findFirst();
        }
    }

    private final Stage stage;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Disposition(Stage stage) {
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }

    public String code() {
        return code;
    }

    public static Optional<Disposition> of(String code) {
        return Stream.of(values()).filter(d -> d.code.equals(code)).findFirst();
    }
}
