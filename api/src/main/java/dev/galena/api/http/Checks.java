package dev.galena.api.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The single rules of a schema. As in JSON Schema, a rule says nothing about values of another type. */
final class Checks {
    private static final String INVALID = "field-invalid";

    private Checks() {}

    static Schema all(List<Schema> schemas) {
        return schemas.size() == 1
                ? schemas.getFirst()
                : (value, at, faults) -> {
                    int before = faults.size();
                    for (var schema : schemas) {
                        schema.check(value, at, faults);
                        if (faults.size() > before && schema instanceof Type) {
                            return; // of another type: the rest would only repeat it
                        }
                    }
                };
    }

    private record Type(List<String> names) implements Schema {
        @Override
        public void check(@Nullable Object value, Place at, List<Fault> faults) {
            for (var name : names) {
                if (fits(value, name)) {
                    return;
                }
            }
            faults.add(at.fault(INVALID, "must be " + String.join(" or ", names)));
        }

        private static boolean fits(@Nullable Object value, String name) {
            return switch (name) {
                case "string" -> value instanceof String;
                case "integer" -> value instanceof Integer || value instanceof Long || whole(value);
                case "number" -> value instanceof Number;
                case "boolean" -> value instanceof Boolean;
                case "array" -> value instanceof JsonArray;
                case "object" -> value instanceof JsonObject;
                case "null" -> value == null;
                default -> throw new IllegalStateException("openapi.yaml has the type " + name);
            };
        }

        /** 5.0 is an integer to JSON Schema; numbers beyond 64 bits are none to us. */
        private static boolean whole(@Nullable Object value) {
            return value instanceof BigDecimal decimal
                    && decimal.stripTrailingZeros().scale() <= 0
                    && decimal.precision() - decimal.scale() <= 18;
        }
    }

    static Schema type(List<String> names) {
        return new Type(names);
    }

    static Schema oneOfValues(List<?> allowed) {
        var set = new HashSet<@Nullable Object>();
        allowed.forEach(value -> set.add(widened(value)));
        var detail = "must be one of " + allowed.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (value, at, faults) -> {
            if (!set.contains(widened(value))) {
                faults.add(at.fault(INVALID, detail));
            }
        };
    }

    /** One and the same number is an Integer in a body and a Long in a query. */
    private static @Nullable Object widened(@Nullable Object value) {
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    static Schema length(int min, int max) {
        return (value, at, faults) -> {
            if (value instanceof String text) {
                int length = text.length() > max || text.length() < 2 * min
                        ? text.codePointCount(0, text.length())
                        : text.length();
                if (length < min) {
                    faults.add(at.fault(INVALID, "must have at least " + min + " characters"));
                } else if (length > max) {
                    faults.add(at.fault(INVALID, "must have at most " + max + " characters"));
                }
            }
        };
    }

    static Schema pattern(Pattern pattern) {
        return (value, at, faults) -> {
            if (value instanceof String text && !pattern.matcher(text).find()) {
                faults.add(at.fault(INVALID, "must match " + pattern.pattern()));
            }
        };
    }

    static Schema range(@Nullable Number min, @Nullable Number max) {
        var least = min == null ? null : new BigDecimal(min.toString());
        var most = max == null ? null : new BigDecimal(max.toString());
        return (value, at, faults) -> {
            if (value instanceof Number number) {
                var exact = exact(number);
                if (least != null && exact.compareTo(least) < 0) {
                    faults.add(at.fault(INVALID, "must be at least " + least));
                } else if (most != null && exact.compareTo(most) > 0) {
                    faults.add(at.fault(INVALID, "must be at most " + most));
                }
            }
        };
    }

    static Schema above(Number limit) {
        var exact = new BigDecimal(limit.toString());
        return (value, at, faults) -> {
            if (value instanceof Number number && exact(number).compareTo(exact) <= 0) {
                faults.add(at.fault(INVALID, "must be more than " + exact));
            }
        };
    }

    private static BigDecimal exact(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    static Schema items(int min, int max) {
        return (value, at, faults) -> {
            if (value instanceof JsonArray array && (array.size() < min || array.size() > max)) {
                faults.add(at.fault(INVALID, "must have " + between(min, max) + " items"));
            }
        };
    }

    static Schema properties(int min, int max) {
        return (value, at, faults) -> {
            if (value instanceof JsonObject object && (object.size() < min || object.size() > max)) {
                faults.add(at.fault(INVALID, "must have " + between(min, max) + " fields"));
            }
        };
    }

    private static String between(int min, int max) {
        return max == Integer.MAX_VALUE ? "at least " + min : min + " to " + max;
    }

    static Schema unique() {
        return (value, at, faults) -> {
            if (value instanceof JsonArray array && array.stream().distinct().count() < array.size()) {
                faults.add(at.fault(INVALID, "must not name the same twice"));
            }
        };
    }

    static Schema each(Schema item) {
        return (value, at, faults) -> {
            if (value instanceof JsonArray array) {
                for (int i = 0; i < array.size(); i++) {
                    item.check(array.getValue(i), at.child(Integer.toString(i)), faults);
                }
            }
        };
    }

    static Schema required(List<String> names) {
        return (value, at, faults) -> {
            if (value instanceof JsonObject object) {
                for (var name : names) {
                    if (!object.containsKey(name)) {
                        faults.add(at.child(name).fault("field-missing", "is required"));
                    }
                }
            }
        };
    }

    /** At least one fits, or exactly one. If none does, the faults are those of the one that came closest. */
    static Schema some(List<Schema> schemas, boolean exactlyOne) {
        return (value, at, faults) -> {
            List<Fault> closest = null;
            int fitting = 0;
            for (var schema : schemas) {
                var found = new ArrayList<Fault>();
                schema.check(value, at, found);
                fitting += found.isEmpty() ? 1 : 0;
                closest = closest == null || found.size() < closest.size() ? found : closest;
            }
            if (fitting == 0 && closest != null) {
                faults.addAll(closest);
            } else if (exactlyOne && fitting > 1) {
                faults.add(at.fault(INVALID, "fits more than one of the alternatives"));
            }
        };
    }
}
