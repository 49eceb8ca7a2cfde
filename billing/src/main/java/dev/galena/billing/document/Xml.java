package dev.galena.billing.document;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** XML as text, written from front to back; the same calls always give the same text. */
final class Xml {

    private final StringBuilder out = new StringBuilder(16_384);
    private final Deque<String> open = new ArrayDeque<>();

    Xml(String root, String attributes) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
                .append(root)
                .append(' ')
                .append(attributes)
                .append('>');
        open.push(root);
    }

    Xml in(String name) {
        out.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    Xml out() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with text; nothing where the text is null. */
    Xml put(String name, @Nullable String text) {
        return put(name, "", text);
    }

    /** {@code attribute}: {@code name="value"}, without need of escapes. */
    Xml put(String name, String attribute, @Nullable String text) {
        if (text == null) return this;
        out.append('<').append(name);
        if (!attribute.isEmpty()) out.append(' ').append(attribute);
        out.append('>');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(allowed(c) ? c : '\uFFFD');
            }
        }
        out.append("</").append(name).append('>');
        return this;
    }

    /** XML 1.0 has no other controls, nor U+FFFE and U+FFFF. */
    private static boolean allowed(char c) {
        return (c >= 0x20 || c == '\t' || c == '\n') && c < 0xFFFE;
    }

    String text() {
        while (!open.isEmpty()) out();
        return out.append('\n').toString();
    }
}
