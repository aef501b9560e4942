package io.aigateway.model;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.SearchAsked;
import io.aigateway.observe.RedactionMetrics;
import io.aigateway.redact.Redaction;
import io.aigateway.redact.Redactor;
import io.aigateway.redact.Restorer;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Keeps credentials and personal data of a feature's questions from models, and puts them back into the answers. */
public final class Discretion {
    /** Longer texts are looked through off the event loop, in characters: it takes milliseconds. */
    private static final int LONG = 64 * 1024;

    private final String feature;
    private final Redactor redactor;
    private final RedactionMetrics metrics;
    private final Workers workers;

    public Discretion(String feature, Redactor redactor, RedactionMetrics metrics, Workers workers) {
        this.feature = feature;
        this.redactor = redactor;
        this.metrics = metrics;
        this.workers = workers;
    }

    /**
     * A message that may be sent.
     *
     * @param message   with stand-ins
     * @param redaction knows what they stand for
     */
    record Hidden<T>(T message, Redaction redaction) {
        /** The same answer with what was hidden. */
        ModelAnswered restored(ModelAnswered answer) {
            return redaction.changesAnswers() ? answer.withText(redaction.answer(answer.text())) : answer;
        }

        /** Takes events, and gives what is made of the same ones with what was hidden. */
        <F> Restoring<F> restoring(Function<ModelEvent, List<F>> change) {
            return new Restoring<>(redaction.restorer(), change);
        }
    }

    /** An answer that comes in pieces. */
    record Restoring<F>(Restorer restorer, Function<ModelEvent, List<F>> change)
            implements Function<ModelEvent, List<F>> {
        @Override
        public List<F> apply(ModelEvent event) {
            return event instanceof ModelEvent.Delta delta ? said(restorer.feed(delta.text())) : change.apply(event);
        }

        /** What was held back. */
        List<F> rest() {
            return said(restorer.rest());
        }

        private List<F> said(String text) {
            return text.isEmpty() ? List.of() : change.apply(new ModelEvent.Delta(text));
        }
    }

    Future<Hidden<Question>> hide(Question question) {
        return hide(question.length(), redaction -> question.reading(input -> hidden(redaction, input)));
    }

    Future<Hidden<EmbedAsked>> hide(EmbedAsked asked) {
        int length = asked.texts().stream().mapToInt(String::length).sum();
        return hide(
                length,
                redaction -> new EmbedAsked(
                        asked.target(),
                        asked.texts().stream().map(redaction::hide).toList(),
                        asked.dimensions(),
                        asked.timeoutMillis()));
    }

    Future<Hidden<SearchAsked>> hide(SearchAsked asked) {
        return hide(
                asked.query().length(),
                redaction -> new SearchAsked(
                        asked.dataStore(), redaction.hide(asked.query()), asked.pageSize(), asked.timeoutMillis()));
    }

    private <T> Future<Hidden<T>> hide(int length, Function<Redaction, T> hiding) {
        Redaction redaction = redactor.begin();
        Future<T> hidden = length > LONG
                ? workers.run(() -> hiding.apply(redaction))
                : Future.succeededFuture(redaction).map(hiding);
        return hidden.map(message -> {
            redaction.counts().forEach((kind, times) -> metrics.replaced(feature, kind.key(), times));
            return new Hidden<>(message, redaction);
        });
    }

    private static ModelInput hidden(Redaction redaction, ModelInput input) {
        if (input instanceof ModelInput.Chat chat) {
            return new ModelInput.Chat(chat.messages().stream()
                    .map(message -> new ChatMessage(message.role(), redaction.hide(message.content()), message.cache()))
                    .toList());
        }
        var completion = (ModelInput.Completion) input;
        String suffix = completion.suffix();
        return new ModelInput.Completion(
                redaction.hide(completion.prompt()), suffix == null ? null : redaction.hide(suffix));
    }
}
