package io.aigateway.chat;

import io.aigateway.bus.EventSink;
import io.aigateway.chat.api.AgentEnded;
import io.aigateway.chat.api.AgentEvent;
import io.aigateway.chat.core.AgentReader;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.limit.Limits;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.model.api.ModelFailures;
import io.aigateway.model.api.Usage;
import io.aigateway.registry.ReasoningFilter;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Makes events of what a model writes in one step. A model that fails is told as an event too: callers go by it. A caller that is over
 * its limits hears so as it does everywhere.
 */
final class AgentAnswer {
    private final List<String> offered;
    private final int tokensCut;
    private final ReasoningFilter thoughts;
    private final EventSink<AgentEvent> sink;
    private final AgentReader reader;
    private String tool = "";

    /** Does not hold the plan, and with it the question, until the answer ends. */
    AgentAnswer(AgentStep.Plan plan, EventSink<AgentEvent> sink) {
        this.offered = plan.offered();
        this.tokensCut = plan.tokensCut();
        this.thoughts = ReasoningFilter.forModel(plan.thinkAloud());
        this.sink = sink;
        this.reader = new AgentReader(Set.copyOf(offered));
    }

    List<AgentEvent> read(ModelEvent event) {
        String text = event instanceof ModelEvent.Delta delta ? thoughts.feed(delta.text()) : "";
        return text.isEmpty() ? List.of() : reader.feed(text);
    }

    /** The end of a step that no model is asked for. */
    Future<AgentEnded> refused(String why) {
        sink.emit(new AgentEvent.Failed(why, false));
        return Future.succeededFuture(new AgentEnded("", Usage.UNKNOWN, offered, tool, tokensCut));
    }

    /** The end of the step, once the model has ended. */
    Future<AgentEnded> of(Future<ModelAnswered> model) {
        return model.map(this::finish).recover(this::tell);
    }

    private AgentEnded finish(ModelAnswered answer) {
        reader.feed(thoughts.finish()).forEach(sink::emit);
        for (AgentEvent event : reader.finish(answer.finishReason())) {
            if (event instanceof AgentEvent.Action action) {
                tool = action.tool();
            }
            sink.emit(event);
        }
        return new AgentEnded(answer.model(), answer.usage(), offered, tool, tokensCut);
    }

    private Future<AgentEnded> tell(Throwable cause) {
        Failure failure = FailureException.failureIn(cause);
        boolean limited = Limits.refused(failure) && !reader.hasAnswered();
        if (limited || failure.kind() == Kind.CANCELLED || !FailureException.isFailure(cause)) {
            return Future.failedFuture(cause);
        }
        sink.emit(failed(failure, !reader.hasAnswered()));
        return Future.succeededFuture(new AgentEnded("", Usage.UNKNOWN, offered, tool, tokensCut));
    }

    /** The words that clients look for in the text come from the original's providers. */
    private static AgentEvent.Failed failed(Failure failure, boolean nothingSaid) {
        if (ModelFailures.isPromptTooLong(failure)) {
            return new AgentEvent.Failed("prompt is too long", false);
        } else if (ModelFailures.isOverloaded(failure)) {
            return new AgentEvent.Failed("overloaded_error: " + failure.detail(), true);
        }
        String status = failure.upstreamStatus() > 0 ? " (" + failure.upstreamStatus() + ")" : "";
        return new AgentEvent.Failed(failure.detail() + status, nothingSaid && ModelFailures.isPassing(failure));
    }
}
