package io.aigateway.model;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.aigateway.observe.ModelMetrics;

/** Measures one question. */
final class CallMeter {
    /** Characters of code and prose that make up a token, about; for what nobody counted. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final ModelMetrics metrics;
    private final Question question;
    private final boolean streamed;
    private final Targets known;
    private final long start;
    private String answering;
    private long characters;
    private long lastToken;

    CallMeter(ModelMetrics metrics, Question question, boolean streamed, Targets known) {
        this.metrics = metrics;
        this.question = question;
        this.answering = question.model();
        this.streamed = streamed;
        this.known = known;
        this.start = known.now();
    }

    void hedged() {
        metrics.hedged(question.model());
    }

    void fellBack(Target target, Failure failure) {
        metrics.fellBack(modelAt(target), target.label(), failure.kind().name());
    }

    void firstToken(Target target, long nanos, boolean hedge) {
        answering = modelAt(target);
        known.state(target).load().answered(nanos);
        known.firstTokens(answering).add(nanos);
        if (hedge) {
            metrics.hedgeWon(answering);
        }
        if (streamed) {
            metrics.firstToken(answering, target.label(), known.now() - start);
        }
    }

    void heard(ModelEvent event) {
        if (event instanceof ModelEvent.Delta delta) {
            long now = known.now();
            if (lastToken != 0) {
                metrics.betweenTokens(answering, now - lastToken);
            }
            lastToken = now;
            characters += delta.text().length();
        }
    }

    void answered(Target target, ModelAnswered answer) {
        metrics.ended(modelAt(target), target.label(), "ok", streamed, known.now() - start);
        Usage usage = answer.usage();
        if (usage.known()) {
            metrics.tokens(answering, usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens());
        } else if (characters > 0) {
            estimate();
        }
    }

    void failed(Target target, Failure failure, boolean begun) {
        metrics.ended(modelAt(target), target.label(), failure.kind().name(), streamed, known.now() - start);
        if (failure.kind() == Kind.CANCELLED) {
            metrics.cancelled(modelAt(target), begun);
        }
        if (begun && characters > 0) {
            estimate();
        }
    }

    private String modelAt(Target target) {
        return question.askedAt(target).model();
    }

    /** What was written is paid for, whether or not the end of the answer was heard. */
    private void estimate() {
        metrics.estimatedTokens(answering, Math.max(1, characters / CHARACTERS_PER_TOKEN));
    }
}
