package io.aigateway.blueprint;

import io.aigateway.blueprint.Plan.Candidate;
import io.aigateway.blueprint.api.PromptEnded;
import io.aigateway.blueprint.api.PromptEvent;
import io.aigateway.bus.EventSink;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.registry.ReasoningFilter;
import java.util.List;

/** Makes events of what the model of one of several prompts writes. */
final class StreamedPrompt {
    private final Plan plan;
    private final EventSink<PromptEvent> sink;
    private ReasoningFilter thoughts = ReasoningFilter.forModel(false);
    private boolean begun;

    StreamedPrompt(Plan plan, EventSink<PromptEvent> sink) {
        this.plan = plan;
        this.sink = sink;
    }

    /** Whether the caller has been told anything. */
    boolean hasBegun() {
        return begun;
    }

    List<PromptEvent> read(ModelEvent event) {
        if (event instanceof ModelEvent.Started started) {
            Candidate candidate = plan.candidates().get(started.question());
            begun = true;
            thoughts = candidate.filter();
            return List.of(new PromptEvent.Begun(candidate.served()));
        }
        return event instanceof ModelEvent.Delta delta ? text(thoughts.feed(delta.text())) : List.of();
    }

    PromptEnded finish(ModelAnswered answer) {
        text(thoughts.finish()).forEach(sink::emit);
        return new PromptEnded(answer.usage());
    }

    private static List<PromptEvent> text(String text) {
        return text.isEmpty() ? List.of() : List.of(new PromptEvent.Text(text));
    }
}
