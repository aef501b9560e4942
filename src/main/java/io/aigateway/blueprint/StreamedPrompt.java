package io.aigateway.blueprint;

import io.aigateway.blueprint.Plan.Candidate;
import io.aigateway.blueprint.api.PromptEnded;
import io.aigateway.blueprint.api.PromptEvent;
import io.aigateway.blueprint.api.PromptsAsked;
import io.aigateway.bus.EventSink;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import io.aigateway.registry.ReasoningFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes events of what the model of one of several prompts writes. */
final class StreamedPrompt {
    private List<Candidate> candidates;
    private final EventSink<PromptEvent> sink;
    private ReasoningFilter thoughts = ReasoningFilter.forModel(false);
    private @Nullable PromptsAsked asked;

    StreamedPrompt(PromptsAsked asked, Plan plan, EventSink<PromptEvent> sink) {
        this.asked = asked;
        this.candidates = plan.candidates();
        this.sink = sink;
    }

    /** What was asked, as long as the caller has been told nothing; null afterwards, since it can be large. */
    @Nullable
    PromptsAsked unanswered() {
        return asked;
    }

    List<PromptEvent> read(ModelEvent event) {
        if (event instanceof ModelEvent.Started started && asked != null) {
            Candidate candidate = candidates.get(started.question());
            asked = null;
            candidates = List.of();
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
