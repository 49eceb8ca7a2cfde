package dev.galena.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema of openapi.yaml, made ready for checking values fast. Compiled by {@link Schemas}. */
interface Schema {
    /** Adds a fault for every place where the value does not fit. */
    void check(@Nullable Object value, Place at, List<Fault> faults);

    /** A place in a value; written out only when there is a fault. */
    record Place(@Nullable Place parent, String name) {
        static final Place BODY = new Place(null, "");

        Place child(String child) {
            return new Place(this, child);
        }

        Fault fault(String code, String detail) {
            return new Fault(pointer(), code, detail);
        }

        private String pointer() {
            return parent == null
                    ? name
                    : parent.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
        }
    }
}
