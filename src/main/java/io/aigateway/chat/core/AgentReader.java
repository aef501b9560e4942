package io.aigateway.chat.core;

import io.aigateway.chat.api.AgentEvent;
import java.util.List;
import java.util.Set;

/**
 * Reads what a model writes in one step of the agent, as it arrives: {@code Thought:}, then {@code Action:} and
 * {@code Action Input:}, or {@code Final Answer:}. The words of an answer are passed on as soon as they are known to be part of it.
 * Reads every character once; the text of the events together does not depend on how the stream was cut. Source: contract
 * section 2.2.
 */
public final class AgentReader {
    private static final String ANSWER = "Final Answer:";
    private static final String THOUGHT = "Thought:";
    private static final String ACTION = "Action:";
    private static final String INPUT = "Action Input:";
    private static final String OBSERVATION = "Observation:";
    private static final String STOPPED_BY_GUARDRAIL = "guardrail_intervened";
    private static final String GUARDRAIL_WARNING =
            "\n\nThis answer was stopped by a content guardrail of this installation. Ask your administrator when you think that it"
                    + " should not have been.";

    private final Set<String> offered;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder whiteSpace = new StringBuilder();
    private boolean answering;
    private boolean begun;

    /**
     * A reader for one answer.
     *
     * @param offered names of the tools that the model may ask for
     */
    public AgentReader(Set<String> offered) {
        this.offered = Set.copyOf(offered);
    }

    /** Whether part of the answer has been passed on. */
    public boolean hasAnswered() {
        return begun;
    }

    /** Takes the next piece; gives at most one event. */
    public List<AgentEvent> feed(String piece) {
        if (answering) {
            return answer(piece);
        }
        int from = Math.max(0, text.length() - ANSWER.length() + 1);
        text.append(piece);
        int mark = text.indexOf(ANSWER, from);
        if (mark < 0) {
            return List.of();
        }
        answering = true;
        String rest = text.substring(mark + ANSWER.length());
        text.setLength(0);
        return answer(rest);
    }

    /**
     * Ends the reading.
     *
     * @param finishReason why the model stopped, by its own word; empty when it did not say
     */
    public List<AgentEvent> finish(String finishReason) {
        String reason = finishReason.isEmpty() ? "stop" : finishReason;
        if (answering) {
            String warning = reason.equals(STOPPED_BY_GUARDRAIL) ? GUARDRAIL_WARNING : "";
            return List.of(new AgentEvent.Answer(warning, reason));
        }
        return List.of(action(text.toString()));
    }

    /** White space at the beginning and at the end is no part of the answer. */
    private List<AgentEvent> answer(String piece) {
        int start = begun ? 0 : firstVisible(piece);
        int end = piece.length();
        while (end > start && Character.isWhitespace(piece.charAt(end - 1))) {
            end--;
        }
        if (end == start) {
            if (begun) {
                whiteSpace.append(piece);
            }
            return List.of();
        }
        String visible = whiteSpace + piece.substring(start, end);
        whiteSpace.setLength(0);
        whiteSpace.append(piece, end, piece.length());
        begun = true;
        return List.of(new AgentEvent.Answer(visible, ""));
    }

    private static int firstVisible(String piece) {
        int start = 0;
        while (start < piece.length() && Character.isWhitespace(piece.charAt(start))) {
            start++;
        }
        return start;
    }

    private AgentEvent action(String said) {
        int action = said.indexOf(ACTION);
        int input = action < 0 ? -1 : said.indexOf(INPUT, action + ACTION.length());
        if (input < 0) {
            return new AgentEvent.Unknown(said);
        }
        String tool = ToolNames.normalize(said.substring(action + ACTION.length(), input));
        if (!offered.contains(tool)) {
            return new AgentEvent.Failed("tool not available", false);
        }
        return new AgentEvent.Action(tool, inputIn(said.substring(input + INPUT.length())), thoughtIn(said, action));
    }

    /** A model that does not stop in time goes on with an observation of its own invention. */
    private static String inputIn(String rest) {
        int observation = rest.indexOf(OBSERVATION);
        return (observation < 0 ? rest : rest.substring(0, observation)).strip();
    }

    private static String thoughtIn(String said, int action) {
        int thought = said.indexOf(THOUGHT);
        int start = thought < 0 || thought > action ? 0 : thought + THOUGHT.length();
        return said.substring(start, action).strip();
    }
}
