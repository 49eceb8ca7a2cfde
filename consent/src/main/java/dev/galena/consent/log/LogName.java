package dev.galena.consent.log;

/** Whose log it is: the origin in its checkpoints, and the key they are signed by. */
public record LogName(String origin, NoteKey key) {

    public LogName {
        if (!key.name().equals(origin)) throw new IllegalArgumentException("a log's key bears the name of its origin");
    }

    /** That trusts this log and asks for no witness, C2SP tlog-policy. */
    String policy() {
        return "log " + key.text() + "\nquorum none\n";
    }
}
