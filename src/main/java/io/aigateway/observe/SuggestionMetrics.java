package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What is measured of code suggestions, and what clients report of them. Labels of reports are for callers to bound: words of the
 * catalogue and of the table of languages, else {@link #OTHER}; how many combinations of them there can be is bounded here. Source of
 * the names that do not begin with {@code gateway}: contract section 10.4.
 */
public final class SuggestionMetrics {
    /** Stands for every word that is not known. */
    public static final String OTHER = Bounded.OTHER;

    private static final int MOST = 1_000;

    /** Far more than any installation uses; beyond it languages are no longer told apart. */
    private static final int MOST_REPORTED = 2_000;

    private static final int MOST_WORDS = 100;
    private static final String WORD = "[a-z][a-z0-9+#_.-]{0,20}$";

    private final Bounded extensions = new Bounded(WORD, MOST_WORDS);
    private final Bounded editorLanguages = new Bounded(WORD, MOST_WORDS);
    private final Bounded.Cache<Language, Counter> languages;
    private final Bounded.Cache<Model, Timer> cleanings;
    private final Bounded.Cache<Outcome, Counter> outcomes;
    private final Bounded.Cache<Waited, Timer> latencies;
    private final Bounded.Cache<Editor, Counts> editors;

    private record Language(String reported, String extension, String editor) {
        private static final Language OTHER = new Language(Bounded.OTHER, Bounded.OTHER, Bounded.OTHER);
    }

    private record Outcome(String model, String language, String feature, boolean accepted) {
        Outcome inAnyLanguage() {
            return new Outcome(model, OTHER, feature, accepted);
        }
    }

    private record Editor(String engine, String model, String language) {
        Editor inAnyLanguage() {
            return new Editor(engine, model, OTHER);
        }
    }

    private record Counts(Counter requests, Counter accepts, Counter errors) {
        static Counts in(MeterRegistry registry, Editor editor) {
            String[] values = {editor.engine(), editor.model(), editor.language()};
            return new Counts(
                    Metrics.SUGGESTION_REQUESTS.counterIn(registry, values),
                    Metrics.SUGGESTION_ACCEPTS.counterIn(registry, values),
                    Metrics.SUGGESTION_ERRORS.counterIn(registry, values));
        }
    }

    private record Waited(String model, String feature) {
        private static final Waited OTHER = new Waited(Bounded.OTHER, Bounded.OTHER);
    }

    private record Model(String provider, String model) {
        private static final Model OTHER = new Model(Bounded.OTHER, Bounded.OTHER);
    }

    public SuggestionMetrics(MeterRegistry registry) {
        languages = new Bounded.Cache<>(
                MOST,
                language -> Language.OTHER,
                language -> Metrics.LANGUAGES.counterIn(
                        registry, language.reported(), language.extension(), language.editor()));
        cleanings = new Bounded.Cache<>(
                MOST,
                model -> Model.OTHER,
                model -> Metrics.POST_PROCESSING.timerIn(registry, model.provider(), model.model()));
        outcomes = new Bounded.Cache<>(
                MOST_REPORTED,
                Outcome::inAnyLanguage,
                of -> Metrics.SUGGESTION_OUTCOMES.counterIn(
                        registry, of.model(), of.language(), of.feature(), of.accepted() ? "accepted" : "rejected"));
        latencies = new Bounded.Cache<>(
                MOST_REPORTED,
                waited -> Waited.OTHER,
                waited -> Metrics.SUGGESTION_LATENCY.timerIn(registry, waited.model(), waited.feature()));
        editors = new Bounded.Cache<>(MOST_REPORTED, Editor::inAnyLanguage, editor -> Counts.in(registry, editor));
    }

    /** One suggestion was accepted or rejected. */
    public void outcome(String model, String language, String feature, boolean accepted) {
        outcomes.of(new Outcome(model, language, feature, accepted)).increment();
    }

    /** How long a user waited for a suggestion. */
    public void latency(String model, String feature, Duration latency) {
        latencies.of(new Waited(model, feature)).record(latency);
    }

    /** An editor's sums. */
    public void counts(String engine, String model, String language, long requests, long accepts, long errors) {
        Counts counts = editors.of(new Editor(engine, model, language));
        counts.requests().increment((double) requests);
        counts.accepts().increment((double) accepts);
        counts.errors().increment((double) errors);
    }

    /**
     * A suggestion was asked for.
     *
     * @param reported  language by the gateway's table; may be empty
     * @param extension of the file, as the caller wrote it; may be empty
     * @param editor    what the caller's editor says; may be empty
     */
    public void asked(String reported, String extension, String editor) {
        languages
                .of(new Language(
                        reported,
                        extensions.of(extension.toLowerCase(Locale.ROOT)),
                        editorLanguages.of(editor.toLowerCase(Locale.ROOT))))
                .increment();
    }

    /** An answer was cleaned. */
    public void cleaned(String provider, String model, long nanos) {
        cleanings.of(new Model(provider, model)).record(nanos, TimeUnit.NANOSECONDS);
    }
}
