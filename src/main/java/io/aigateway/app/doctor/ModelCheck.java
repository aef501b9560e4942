package io.aigateway.app.doctor;

import io.aigateway.bus.Bus;
import io.aigateway.bus.Header;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.Model;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAddresses;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import io.aigateway.model.api.Usage;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a model at one place the shortest of questions, whole and as a stream, as the gateway does. Costs a few tokens. */
final class ModelCheck {
    private static final String CHECK = "model";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Some models refuse less. */
    private static final int MOST_TOKENS = 16;

    private final Bus bus;
    private final Clock clock;

    ModelCheck(Bus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    /** Asks it; on an event loop. Never fails. */
    Future<List<Finding>> look(Model model, Target target) {
        String about = model.identifier() + " at " + target.label();
        Scope scope =
                bus.scope(new Header("doctor", Caller.NOBODY, Deadline.after(PATIENCE.multipliedBy(2), clock), null));
        Future<List<Finding>> findings = model.families().contains("embedding")
                ? embed(scope, about, target).map(List::of)
                : ask(scope, about, model, target);
        return findings.otherwise(
                        cause -> List.of(Explained.of(CHECK, about, FailureException.failureIn(cause), target)))
                .onComplete(done -> scope.cancel());
    }

    private Future<List<Finding>> ask(Scope scope, String about, Model model, Target target) {
        var parameters = new Parameters(null, null, null, MOST_TOKENS, List.of(), PATIENCE.toMillis());
        var asked = new ModelAsked(target, question(model), parameters, false, Origin.DIRECT);
        long start = clock.millis();
        return scope.ask(ModelAddresses.ask(target.provider()), asked, soon())
                .map(answer -> whole(about, answer, clock.millis() - start))
                .compose(whole -> stream(scope, about, asked).map(stream -> List.of(whole, stream)));
    }

    private static ModelInput question(Model model) {
        boolean continues = model.families().stream().anyMatch(family -> family.startsWith("completion"));
        return continues
                ? new ModelInput.Completion("def add(a, b):\n    return ", "\n")
                : new ModelInput.Chat(List.of(new ChatMessage(Role.USER, "Say: ok")));
    }

    private Future<Finding> stream(Scope scope, String about, ModelAsked asked) {
        String streamed = about + ", streamed";
        var pieces = new AtomicInteger();
        return scope.stream(ModelAddresses.stream(asked.target().provider()), asked)
                .handler(event -> pieces.addAndGet(event instanceof ModelEvent.Delta ? 1 : 0))
                .result()
                .map(answer -> streamed(streamed, answer, pieces.get()))
                .otherwise(cause -> Explained.of(CHECK, streamed, FailureException.failureIn(cause), asked.target()));
    }

    private static Finding whole(String about, ModelAnswered answer, long millis) {
        return answer.usage().known()
                ? Finding.ok(CHECK, about, "answers in " + millis + " ms, " + counted(answer.usage()))
                : uncounted(about);
    }

    private static Finding streamed(String about, ModelAnswered answer, int pieces) {
        if (pieces == 0) {
            return Finding.warning(
                    CHECK, about, "the stream had no text", "nothing, when the model thinks before it speaks");
        }
        return answer.usage().known()
                ? Finding.ok(CHECK, about, pieces + " pieces, " + counted(answer.usage()))
                : uncounted(about);
    }

    private static Finding uncounted(String about) {
        return Finding.warning(
                CHECK,
                about,
                "answers, and does not say how many tokens it took",
                "on a server of your own, switch its usage fields on; the gateway estimates otherwise");
    }

    private static String counted(Usage usage) {
        return usage.inputTokens() + " tokens read, " + usage.outputTokens() + " written";
    }

    private Future<Finding> embed(Scope scope, String about, Target target) {
        var asked = new EmbedAsked(target, List.of("ok"), 0, PATIENCE.toMillis());
        return scope.ask(ModelAddresses.embed(target.provider()), asked, soon())
                .map(embedded -> vectors(about, embedded));
    }

    private static Finding vectors(String about, Embedded embedded) {
        return embedded.vectors().isEmpty()
                ? Finding.failed(CHECK, about, "gives no vector", "check that it is a model for embeddings")
                : Finding.ok(CHECK, about, "gives vectors");
    }

    private Deadline soon() {
        return Deadline.after(PATIENCE, clock);
    }
}
