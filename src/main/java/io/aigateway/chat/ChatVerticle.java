package io.aigateway.chat;

import io.aigateway.bus.Bus;
import io.aigateway.bus.EventSink;
import io.aigateway.bus.Scope;
import io.aigateway.chat.api.AgentAsked;
import io.aigateway.chat.api.AgentEnded;
import io.aigateway.chat.api.AgentEvent;
import io.aigateway.chat.api.ChatAddresses;
import io.aigateway.chat.api.ChatAnswered;
import io.aigateway.chat.api.ChatAsked;
import io.aigateway.chat.api.ChatPiece;
import io.aigateway.chat.core.AgentAccess;
import io.aigateway.chat.core.AgentConversation;
import io.aigateway.kernel.Caller;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.settings.PromptSettings;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Answers {@link ChatAddresses} with its use cases. */
public final class ChatVerticle extends VerticleBase {
    /** Longer conversations are worked on off the event loop, in characters. */
    private static final int LONG_TEXT = 8_000;

    private final Bus bus;
    private final AnswerChat chat;
    private final AgentStep agent;
    private final Models models;
    private final ModelCalls calls;

    private Workers workers;

    @SuppressWarnings("NullAway.Init") // a verticle gets its Vert.x in start()
    private ChatVerticle(Bus bus, AnswerChat chat, AgentStep agent, Models models, ModelCalls calls) {
        this.bus = bus;
        this.chat = chat;
        this.agent = agent;
        this.models = models;
        this.calls = calls;
    }

    /** What a chat is made of. */
    public record Parts(
            Models models,
            PromptModels prompts,
            PromptRenderer renderer,
            ModelCalls calls,
            ChatFile file,
            PromptSettings settings) {}

    /** A verticle of this installation's rules. */
    public static ChatVerticle create(Bus bus, Parts parts) {
        var step = new AgentStep(
                parts.file().toolBox(),
                new AgentAccess(parts.settings().plainChatScope()),
                parts.prompts(),
                parts.renderer(),
                parts.models());
        long timeout = parts.settings().chatTimeout().toMillis();
        var chat = new AnswerChat(parts.file().routes(), parts.models(), timeout);
        return new ChatVerticle(bus, chat, step, parts.models(), parts.calls());
    }

    @Override
    public Future<?> start() {
        workers = new Workers(vertx);
        return bus.serve(ChatAddresses.ANSWER, this::answer)
                .compose(done -> bus.serve(ChatAddresses.ANSWER_STREAM, this::stream))
                .compose(done -> bus.serve(ChatAddresses.STEP, this::step));
    }

    private Future<ChatAnswered> answer(Scope scope, ChatAsked asked) {
        return plan(asked)
                .compose(plan -> calls.ask(scope, plan.question()))
                .map(answer -> new ChatAnswered(answer.text(), answer.model(), answer.usage()));
    }

    private Future<ChatAnswered> stream(Scope scope, ChatAsked asked, EventSink<ChatPiece> sink) {
        return plan(asked)
                .compose(plan ->
                        calls.stream(scope, plan.question(), models.streams(plan.model()), sink, ChatVerticle::piece))
                .map(answer -> new ChatAnswered("", answer.model(), answer.usage()));
    }

    private Future<AnswerChat.Plan> plan(ChatAsked asked) {
        return isLong(asked)
                ? workers.run(() -> chat.plan(asked))
                : Future.succeededFuture(asked).map(chat::plan);
    }

    private static boolean isLong(ChatAsked asked) {
        return asked.messages().stream()
                        .mapToLong(message -> message.content().length())
                        .sum()
                > LONG_TEXT;
    }

    private static List<ChatPiece> piece(ModelEvent event) {
        return event instanceof ModelEvent.Delta delta ? List.of(new ChatPiece(delta.text())) : List.of();
    }

    private Future<AgentEnded> step(Scope scope, AgentAsked asked, EventSink<AgentEvent> sink) {
        Caller caller = scope.header().caller();
        Future<AgentStep.Plan> planned = Future.succeededFuture(asked)
                .map(question -> agent.choose(question, caller))
                .compose(choice -> workers.run(() -> agent.plan(choice, asked, caller)));
        boolean refused = new AgentConversation(asked).hasSystemMessage();
        return planned.compose(plan -> {
            var answer = new AgentAnswer(plan, sink);
            return refused
                    ? answer.refused("Unsupported role of a message: system")
                    : answer.of(calls.stream(scope, plan.question(), plan.inPieces(), sink, answer::read));
        });
    }
}
