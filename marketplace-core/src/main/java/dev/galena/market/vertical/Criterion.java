package dev.galena.market.vertical;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * One condition on a lead, said twice: to the database and in memory. Both always agree (a property test sees to it).
 * SQL that is null counts as false, as in a WHERE.
 */
public sealed interface Criterion {

    boolean matches(ListedLead lead, Instant now);

    void write(Sql sql, Instant now);

    /** Equal to one of the values. */
    record OneOf(Trait trait, Set<String> values) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            Object value = trait.of(lead);
            return value != null && values.contains(value.toString());
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(trait.sql())
                    .add(" = any(")
                    .bind(values.toArray(String[]::new), trait.arrayType())
                    .add(")");
        }

        public boolean ofState() {
            return trait.equals(Trait.STATE);
        }
    }

    /** ZIP codes, whole or by their first digits. */
    record ZipIn(Set<String> whole, List<String> prefixes) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            String zip = lead.facts().zip();
            return whole.contains(zip) || prefixes.stream().anyMatch(zip::startsWith);
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add("(l.zip = any(")
                    .bind(whole.toArray(String[]::new), "text[]")
                    .add(")");
            for (String prefix : prefixes)
                sql.add(" or starts_with(l.zip, ").bind(prefix, "text").add(")");
            sql.add(")");
        }
    }

    /** On one of the levels. */
    record Leveled(Set<Level> levels) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return levels.contains(lead.level());
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add("l.level = any(")
                    .bind(levels.stream().map(l -> (short) l.rank()).toArray(Short[]::new), "int2[]")
                    .add(")");
        }
    }

    /** A number against a bound. */
    record Compare(Trait trait, Op op, double bound) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return trait.of(lead) instanceof Number n && op.test(Double.compare(n.doubleValue(), bound));
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(trait.sql("number", "::float8")).add(" ").add(op.sql).add(" ");
            if (trait.isAttr()) sql.bind(bound, "float8");
            else sql.bind((long) bound, "int8");
        }
    }

    /** A calendar day against a bound: ISO 8601 text sorts as days do. */
    record CompareDay(Trait trait, Op op, String bound) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return trait.of(lead) instanceof String day && op.test(day.compareTo(bound));
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(trait.sql()).add(" collate \"C\" ").add(op.sql).add(" ").bind(bound, "text");
        }
    }

    /** Time since the person asked. */
    record Aged(Op op, Duration bound) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return op.mirrored().test(lead.facts().generatedAt().compareTo(now.minus(bound)));
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add("l.generated_at ").add(op.mirrored().sql).add(" ");
            sql.bind(now.minus(bound).atOffset(ZoneOffset.UTC), "timestamptz");
        }
    }

    /** The person agreed to any, or to all, of these channels. */
    record Reachable(int bits, boolean all) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            int common = lead.facts().channels() & bits;
            return all ? common == bits : common != 0;
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add("(l.channels & ").bind(bits, "int4").add(")");
            if (all) sql.add(" = ").bind(bits, "int4");
            else sql.add(" <> 0");
        }
    }

    /** The consent comes with a certificate. */
    record Certified(boolean wanted) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return lead.facts().certified() == wanted;
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(wanted ? "l.certified" : "not l.certified");
        }
    }

    /** All slots can still be had together. */
    record Exclusive(boolean wanted) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return lead.exclusive() == wanted;
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(wanted ? "" : "not ").add("(l.sold = 0 and l.exclusive_price is not null)");
        }
    }

    /** A yes-or-no field. */
    record Answer(Trait trait, boolean wanted) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return trait.of(lead) instanceof Boolean b && b == wanted;
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(trait.sql("boolean", "::boolean")).add(wanted ? " = true" : " = false");
        }
    }

    /** The field has a value. */
    record Given(Trait trait, boolean wanted) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return (trait.of(lead) != null) == wanted;
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add(trait.sql()).add(wanted ? " is not null" : " is null");
        }
    }

    /** Also true of leads that have no value at all. */
    record Not(Criterion criterion) implements Criterion {
        @Override
        public boolean matches(ListedLead lead, Instant now) {
            return !criterion.matches(lead, now);
        }

        @Override
        public void write(Sql sql, Instant now) {
            sql.add("(");
            criterion.write(sql, now);
            sql.add(") is not true");
        }
    }
}
