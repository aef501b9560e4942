package io.aigateway.chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.chat.api.AgentEvent;
import io.aigateway.chat.api.AgentEvent.Action;
import io.aigateway.chat.api.AgentEvent.Answer;
import io.aigateway.chat.api.AgentEvent.Failed;
import io.aigateway.chat.api.AgentEvent.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentReaderTest {
    private static final Set<String> TOOLS = Set.of("issue_reader", "merge_request_reader");

    private static List<AgentEvent> read(List<String> pieces, String finishReason) {
        var reader = new AgentReader(TOOLS);
        var events = new ArrayList<AgentEvent>();
        pieces.forEach(piece -> events.addAll(reader.feed(piece)));
        events.addAll(reader.finish(finishReason));
        return events;
    }

    private static List<AgentEvent> read(String... pieces) {
        return read(List.of(pieces), "end_turn");
    }

    /** Answers in pieces are one answer: their texts joined, and the last reason. */
    private static List<AgentEvent> joined(List<AgentEvent> events) {
        var text = new StringBuilder();
        var others = new ArrayList<AgentEvent>();
        String reason = null;
        for (AgentEvent event : events) {
            if (event instanceof Answer answer) {
                text.append(answer.text());
                reason = answer.finishReason();
            } else {
                others.add(event);
            }
        }
        if (reason != null) {
            others.add(0, new Answer(text.toString(), reason));
        }
        return others;
    }

    @Test
    void passesTheAnswerOnAsItArrives() {
        var reader = new AgentReader(TOOLS);

        assertThat(reader.feed("Thought: I know.\nFinal ")).isEmpty();
        assertThat(reader.feed("Answer: Dana")).containsExactly(new Answer("Dana", ""));
        assertThat(reader.feed(" wrote ")).containsExactly(new Answer(" wrote", ""));
        assertThat(reader.feed("it.\n")).containsExactly(new Answer(" it.", ""));
        assertThat(reader.finish("end_turn")).containsExactly(new Answer("", "end_turn"));
    }

    @Test
    void findsTheToolThatTheModelAsksFor() {
        assertThat(read("Thought: I should read the issue.\nAction: issue_reader\nAction Input: issue 7\n"))
                .containsExactly(new Action("issue_reader", "issue 7", "I should read the issue."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MergeRequestReader",
                "merge_request_reader",
                "`merge_request_reader`",
                "merge\\_request\\_reader",
                "\"Merge Request Reader\"",
                "  **merge-request-reader**  "
            })
    void readsNamesOfToolsAsModelsWriteThem(String name) {
        assertThat(read("Thought: t\nAction: " + name + "\nAction Input: x"))
                .containsExactly(new Action("merge_request_reader", "x", "t"));
    }

    @Test
    void doesNotBelieveAnObservationThatTheModelInvents() {
        assertThat(read("Action: issue_reader\nAction Input: a\nb\nObservation: made up\nFinal thought"))
                .containsExactly(new Action("issue_reader", "a\nb", ""));
    }

    @Test
    void prefersTheAnswerToAnAction() {
        assertThat(joined(read("Thought: x\nAction: issue_reader\nAction Input: 7\nFinal Answer: 42")))
                .containsExactly(new Answer("42", "end_turn"));
    }

    @Test
    void saysThatAToolIsNotAvailable() {
        assertThat(read("Thought: x\nAction: rm_rf\nAction Input: /"))
                .containsExactly(new Failed("tool not available", false));
        assertThat(read("Thought: x\nAction: " + "a".repeat(1000) + "\nAction Input: /"))
                .containsExactly(new Failed("tool not available", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mock", "", "Thought: hm", "Action: issue_reader", "Action Input: 7", "final answer: 42"})
    void passesOnWhatItCannotRead(String text) {
        assertThat(read(text)).containsExactly(new Unknown(text));
    }

    @Test
    void addsAWarningWhenAGuardrailStoppedTheModel() {
        List<AgentEvent> events = read(List.of("Final Answer: Well"), "guardrail_intervened");

        assertThat(events.get(0)).isEqualTo(new Answer("Well", ""));
        assertThat(events.get(1)).isInstanceOfSatisfying(Answer.class, last -> {
            assertThat(last.text()).startsWith("\n\n").contains("guardrail");
            assertThat(last.finishReason()).isEqualTo("guardrail_intervened");
        });
    }

    @Test
    void namesAReasonWhereTheModelGivesNone() {
        assertThat(read(List.of("Final Answer: x"), "")).last().isEqualTo(new Answer("", "stop"));
    }

    static List<String> texts() {
        return List.of(
                "Thought: I know.\nFinal Answer: One.\n\n  Two.\n```ruby\nputs 1\n```\n \n",
                "Final Answer:",
                "Final Answer:   \n\n",
                "Final Answer: a Final Answer: b",
                "Thought: look\nAction: IssueReader\nAction Input: #12 \u00e9\uD83D\uDE00\n",
                "Thought: Final\nAnswer: no\nAction: none\nAction Input: x",
                "\uD83D\uDE00 Thought: \u00e4\nFinal Answer: \uD83D\uDE00\n\uD83D\uDE00 ");
    }

    /** Any split of the upstream's stream gives the same events. */
    @ParameterizedTest
    @MethodSource("texts")
    void givesTheSameHoweverTheStreamIsCut(String text) {
        List<AgentEvent> whole = joined(read(List.of(text), "stop"));
        List<String> single =
                text.chars().mapToObj(c -> String.valueOf((char) c)).toList();

        assertThat(joined(read(single, "stop"))).isEqualTo(whole);
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(joined(read(List.of(text.substring(0, cut), text.substring(cut)), "stop")))
                    .as("cut at " + cut)
                    .isEqualTo(whole);
        }
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var pieces = new ArrayList<String>();
            int start = 0;
            while (start < text.length()) {
                int end = Math.min(text.length(), start + 1 + random.nextInt(9));
                pieces.add(text.substring(start, end));
                start = end;
            }
            assertThat(joined(read(pieces, "stop"))).isEqualTo(whole);
        }
    }

    /** Four million characters in pieces of four: a reader that looked at what it has again and again would never end. */
    @Test
    void readsEveryCharacterOnce() {
        var reader = new AgentReader(TOOLS);
        IntStream.range(0, 500_000).forEach(i -> reader.feed("hmm "));
        reader.feed("Final Answer: ");
        IntStream.range(0, 500_000).forEach(i -> reader.feed("yes "));

        assertThat(reader.finish("stop")).containsExactly(new Answer("", "stop"));
    }
}
