package io.aigateway.model;

import io.aigateway.bus.Header;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.TokenEstimate;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMeters;
import io.aigateway.observe.ModelMetrics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Measures one question. */
final class CallMeter {
    private final ModelMetrics metrics;
    private final Header header;
    private Question question;
    private long read = -1;
    private final boolean streamed;
    private final Targets known;
    private final long start;
    private String answering;
    private ModelMeters meters;
    private long written;
    private long lastToken;
    private String lastProvider = "none";

    CallMeter(ModelMetrics metrics, Header header, Question question, boolean streamed, Targets known) {
        this.metrics = metrics;
        this.meters = metrics.of(question.model());
        this.header = header;
        this.question = question;
        this.answering = question.model();
        this.streamed = streamed;
        this.known = known;
        this.start = known.now();
    }

    /** A target is asked. */
    void asked(Target target) {
        lastProvider = target.provider();
        metrics.inFlight(target.provider(), modelAt(target)).incrementAndGet();
    }

    /** A target has ended, or nobody listens to it any more. */
    void left(Target target) {
        metrics.inFlight(target.provider(), modelAt(target)).decrementAndGet();
    }

    void hedged() {
        meters.hedged();
    }

    void fellBack(Target target, Failure failure) {
        metrics.fellBack(modelAt(target), target.label(), failure.kind().name());
    }

    /** The answer begins; the question needs its texts no longer. */
    void firstToken(Target target, long nanos, boolean hedge) {
        read = read(target);
        question = question.withoutTexts();
        answering = modelAt(target);
        meters = metrics.of(answering);
        known.state(target).answered(nanos);
        known.firstTokens(answering).add(nanos);
        if (hedge) {
            meters.hedgeWon();
        }
        if (streamed) {
            metrics.firstToken(answering, target.label(), known.now() - start);
        }
    }

    void heard(ModelEvent event) {
        if (event instanceof ModelEvent.Delta delta) {
            long now = known.now();
            if (lastToken != 0) {
                meters.betweenTokens(now - lastToken);
            }
            lastToken = now;
            written += TokenEstimate.of(delta.text());
        }
    }

    void answered(Target target, ModelAnswered answer) {
        Usage usage = answer.usage();
        ended(target, null, answer.finish().name().toLowerCase(Locale.ROOT), usage);
        metrics.asked(header.purpose().feature(), modelAt(target), target.provider(), "ok");
        if (usage.known()) {
            meters.tokens(usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens());
        } else {
            meters.estimatedTokens(read(target), Math.max(written, TokenEstimate.of(answer.text())));
        }
    }

    void failed(Target target, Failure failure, boolean begun) {
        ended(target, failure, "", Usage.UNKNOWN);
        if (failure.kind() == Kind.CANCELLED) {
            metrics.of(modelAt(target)).cancelled(begun);
        }
        if ((begun && written > 0) || failure.kind() == Kind.CANCELLED || failure.kind() == Kind.TIMED_OUT) {
            metrics.of(modelAt(target)).estimatedTokens(read(target), begun ? written : 0);
        }
    }

    /** Another target was quicker, and the model at this one was stopped. */
    void outrun(Target target) {
        metrics.of(modelAt(target)).estimatedTokens(read(target), 0);
    }

    /** What was given up on while the model was at it is paid for, whether or not the end of the answer was heard. */
    private long read(Target target) {
        return read >= 0
                ? read
                : question.askedAt(target).input().texts().stream()
                        .mapToLong(TokenEstimate::of)
                        .sum();
    }

    private String modelAt(Target target) {
        return question.askedAt(target).model();
    }

    /** No target served. */
    void gaveUp(Failure failure) {
        metrics.asked(
                header.purpose().feature(),
                answering,
                lastProvider,
                failure.kind().name());
    }

    private void ended(Target target, @Nullable Failure failure, String finish, Usage usage) {
        Question asked = question.askedAt(target);
        var call = new ModelMetrics.Call(
                asked.model(),
                target.provider(),
                target.label(),
                streamed,
                asked.unitPrimitive(),
                finish,
                failure,
                known.now() - start);
        metrics.ended(call, header.caller(), header.purpose(), usage.inputTokens(), usage.outputTokens());
    }
}
