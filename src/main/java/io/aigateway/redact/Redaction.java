package io.aigateway.redact;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The texts of one question, and the answer to it. The same value has the same stand-in throughout, such as {@code RedactedEmail0001}:
 * a word that programs, data and prose can hold in the place of what it stands for. Not for several threads at once.
 */
public final class Redaction {
    static final String MARK = "Redacted";
    static final int DIGITS = 4;

    /** Stand-ins that can be told apart; what comes after shares the number 0, and is not put back. */
    private static final int MAX = 2_000;

    private final Set<Kind> wanted;
    private final Redactor.Answers answers;
    private final Map<String, String> standIns = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    Redaction(Set<Kind> wanted, Redactor.Answers answers) {
        this.wanted = wanted;
        this.answers = answers;
    }

    /** The text with stand-ins; the same object when nothing was found. */
    public String hide(String text) {
        List<Finding> findings = Scan.of(text, wanted);
        if (findings.isEmpty()) {
            return text;
        }
        var hidden = new StringBuilder(text.length());
        int from = 0;
        for (Finding found : findings) {
            hidden.append(text, from, found.start()).append(standIn(text, found));
            from = found.end();
        }
        return hidden.append(text, from, text.length()).toString();
    }

    private String standIn(String text, Finding found) {
        counts.merge(found.kind(), 1, Integer::sum);
        String value = text.substring(found.start(), found.end());
        String known = standIns.get(found.kind().word() + value);
        if (known != null) {
            return known;
        }
        if (standIns.size() == MAX) {
            return name(found.kind(), 0);
        }
        String made = name(found.kind(), standIns.size() + 1);
        standIns.put(found.kind().word() + value, made);
        values.put(made, value);
        return made;
    }

    private static String name(Kind kind, int number) {
        return MARK + kind.word() + String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
    }

    /** How often what was found. */
    public Map<Kind, Integer> counts() {
        return counts;
    }

    /** Whether an answer can hold a stand-in that something is to be done about. */
    public boolean changesAnswers() {
        return !values.isEmpty() && answers != Redactor.Answers.KEEP;
    }

    /** The whole of an answer. */
    public String answer(String text) {
        Restorer restorer = restorer();
        return restorer.feed(text) + restorer.rest();
    }

    /** For an answer that comes in pieces. */
    public Restorer restorer() {
        return new Restorer(changesAnswers() ? this::inAnswers : standIn -> standIn);
    }

    private String inAnswers(String standIn) {
        String value = values.get(standIn);
        if (value == null) {
            return standIn;
        }
        return answers == Redactor.Answers.RESTORE ? value : "";
    }

    /** Counts only: the rest is what nobody may see. */
    @Override
    public String toString() {
        return "Redaction" + counts;
    }
}
