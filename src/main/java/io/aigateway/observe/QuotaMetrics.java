package io.aigateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is measured of checks of callers' credits. Source: contract section 10.4. */
public final class QuotaMetrics {
    private static final int MOST = 100;

    private final Bounded.Cache<Check, Counter> checks;
    private final Bounded.Cache<Answer, Counter> answers;
    private final Bounded.Cache<String, Timer> latencies;

    /** How the portal answered. */
    public enum Outcome {
        SUCCESS("success"),
        DENIED("denied"),
        TIMEOUT("timeout"),
        HTTP_ERROR("http_error"),
        UNEXPECTED("unexpected");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }
    }

    private record Check(boolean allowed, String realm) {}

    private record Answer(Outcome outcome, int status) {
        String statusLabel() {
            return status == 0 ? "" : String.valueOf(status);
        }
    }

    public QuotaMetrics(MeterRegistry registry) {
        checks = new Bounded.Cache<>(
                MOST,
                check -> new Check(check.allowed(), Bounded.OTHER),
                check -> Metrics.QUOTA_CHECKS.counterIn(registry, check.allowed() ? "allow" : "deny", check.realm()));
        answers = new Bounded.Cache<>(
                MOST,
                answer -> new Answer(answer.outcome(), 0),
                answer -> Metrics.QUOTA_REQUESTS.counterIn(registry, answer.outcome().label, answer.statusLabel()));
        latencies = new Bounded.Cache<>(
                MOST, realm -> Bounded.OTHER, realm -> Metrics.QUOTA_LATENCY.timerIn(registry, realm));
    }

    /** A caller was let pass, or was not. */
    public void checked(String realm, boolean allowed) {
        checks.of(new Check(allowed, Inference.Clients.realm(realm))).increment();
    }

    /**
     * The portal was asked.
     *
     * @param status of its answer; 0 when there was none
     */
    public void asked(String realm, Outcome outcome, int status, long nanos) {
        answers.of(new Answer(outcome, status)).increment();
        latencies.of(Inference.Clients.realm(realm)).record(nanos, TimeUnit.NANOSECONDS);
    }
}
