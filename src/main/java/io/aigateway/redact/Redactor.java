package io.aigateway.redact;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Replaces what is found in texts. Holds nothing of them: each question gets a {@link Redaction} of its own. */
public final class Redactor {
    private final Set<Kind> wanted;
    private final Answers answers;

    /** What happens to a stand-in that a model says. */
    public enum Answers {
        /** What it stands for is put back. */
        RESTORE,
        /** It stays as it is. */
        KEEP,
        /** It is left out. */
        REMOVE
    }

    public Redactor(Set<Kind> wanted, Answers answers) {
        this.wanted = wanted.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(wanted);
        this.answers = answers;
    }

    /** The kind with this name of a setting. */
    public static Kind kind(String key) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key));
    }

    /** Names of all kinds. */
    public static List<String> kinds() {
        return Arrays.stream(Kind.values()).map(Kind::key).toList();
    }

    /** For the texts of one question, and the answer to it. */
    public Redaction begin() {
        return new Redaction(wanted, answers);
    }
}
