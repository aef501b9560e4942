package io.aigateway.app.doctor;

/**
 * What was found of one thing.
 *
 * @param check   what was looked at, e.g. {@code provider}
 * @param about   which of them, e.g. a host or a model
 * @param verdict how it is
 * @param text    what is so; holds no credential
 * @param mend    what to do about it; empty when nothing is to be done
 */
public record Finding(String check, String about, Verdict verdict, String text, String mend) {

    /** How something is. */
    public enum Verdict {
        OK,
        /** It works, and somebody may be surprised. */
        WARNING,
        /** It does not work. */
        FAILED,
        /** It was not looked at. */
        SKIPPED
    }

    public static Finding ok(String check, String about, String text) {
        return new Finding(check, about, Verdict.OK, text, "");
    }

    public static Finding warning(String check, String about, String text, String mend) {
        return new Finding(check, about, Verdict.WARNING, text, mend);
    }

    public static Finding failed(String check, String about, String text, String mend) {
        return new Finding(check, about, Verdict.FAILED, text, mend);
    }

    public static Finding skipped(String check, String about, String text) {
        return new Finding(check, about, Verdict.SKIPPED, text, "");
    }
}
