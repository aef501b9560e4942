package io.aigateway.registry;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ModelFailures;
import io.aigateway.registry.PromptDefinition.Part;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills prompts in, so that they fit the model. What does not fit loses the oldest of the earlier messages first, then the ends of
 * its longest inputs; see {@link InputCutter}.
 */
public final class PromptRenderer {
    /** Names of variables; what is none may be somebody's text in the wrong place, which no failure holds. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private static final String CURRENT_DATE = "current_date";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMMM dd, yyyy", Locale.ENGLISH);

    /** An input that stands in a template twice is cut to half of what is too much at a time. */
    private static final int MAX_ROUNDS = 6;

    private final Prompts prompts;
    private final Clock clock;

    /**
     * A renderer.
     *
     * @param clock tells the date, in the time zone of the server
     */
    public PromptRenderer(Prompts prompts, Clock clock) {
        this.prompts = prompts;
        this.clock = clock;
    }

    /**
     * The messages of a prompt.
     *
     * @param inputs    what the templates read; more is ignored
     * @param maxTokens how much the model may read, in tokens of the general tokenizer
     * @throws FailureException with {@link Kind#INVALID} when inputs are missing, and with {@link Kind#TOO_LARGE} when even the
     *     templates do not fit
     */
    public RenderedPrompt render(
            PromptDefinition definition, Map<String, ? extends @Nullable Object> inputs, int maxTokens) {
        var given = new LinkedHashMap<String, @Nullable Object>(inputs);
        given.putIfAbsent(CURRENT_DATE, LocalDate.now(clock).format(DATE));
        requireAll(definition, given);
        List<ChatMessage> messages = fill(definition, given);
        int tokens = TokenSizes.upTo(messages, maxTokens);
        if (tokens <= maxTokens) {
            return new RenderedPrompt(messages, 0);
        }
        int sent = tokens;
        var cutter = new InputCutter(definition);
        Map<String, @Nullable Object> shorter = cutter.dropOldest(given, tokens - maxTokens);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            messages = fill(definition, shorter);
            tokens = TokenSizes.of(messages);
            if (tokens <= maxTokens) {
                return new RenderedPrompt(messages, sent - tokens);
            }
            shorter = cutter.shorten(shorter, tokens - maxTokens);
        }
        throw Failure.of(Kind.TOO_LARGE, ModelFailures.PROMPT_TOO_LONG).asException();
    }

    /**
     * What one message of a prompt would say with these inputs; empty when the prompt has no message of that role.
     *
     * @param inputs what its template reads
     */
    public String renderOne(
            PromptDefinition definition, PromptDefinition.Role role, Map<String, ? extends @Nullable Object> inputs) {
        for (Part part : definition.messages()) {
            if (part.role() == role && part.template() != null) {
                return prompts.templates().render(part.template(), inputs);
            }
        }
        return "";
    }

    private static void requireAll(PromptDefinition definition, Map<String, @Nullable Object> given) {
        Set<String> expected = definition.variables();
        var missing = new TreeSet<>(expected);
        missing.removeAll(given.keySet());
        if (!missing.isEmpty()) {
            // The words that clients know from the original, whose library says it in this way.
            throw Failure.invalid("\"Input to ChatPromptTemplate is missing variables {" + quoted(missing)
                            + "}.  Expected: [" + quoted(expected) + "] Received: [" + quoted(given.keySet()) + "]\"")
                    .asException();
        }
    }

    private static String quoted(Set<String> names) {
        return names.stream()
                .map(name -> "'" + (NAME.matcher(name).matches() ? name : "…") + "'")
                .collect(Collectors.joining(", "));
    }

    private List<ChatMessage> fill(PromptDefinition definition, Map<String, @Nullable Object> inputs) {
        var messages = new ArrayList<ChatMessage>();
        for (Part part : definition.messages()) {
            Template template = part.template();
            if (template == null) {
                messages.addAll(EarlierMessages.read(part.input(), inputs.get(part.input())));
            } else {
                String text = prompts.templates().render(template, inputs);
                messages.add(message(part.role(), text));
            }
        }
        addSafety(messages, inputs);
        return messages;
    }

    private void addSafety(List<ChatMessage> messages, Map<String, @Nullable Object> inputs) {
        Template safety = prompts.safety();
        if (safety == null) {
            return;
        }
        String rules = prompts.templates().render(safety, inputs);
        if (!messages.isEmpty() && messages.get(0).role() == ChatMessage.Role.SYSTEM) {
            ChatMessage first = messages.get(0);
            messages.set(0, new ChatMessage(first.role(), rules + "\n\n" + first.content(), first.cache()));
        } else {
            messages.add(0, new ChatMessage(ChatMessage.Role.SYSTEM, rules));
        }
    }

    private static ChatMessage message(PromptDefinition.Role role, String text) {
        return switch (role) {
            case SYSTEM_STATIC -> new ChatMessage(ChatMessage.Role.SYSTEM, text, true);
            case SYSTEM -> new ChatMessage(ChatMessage.Role.SYSTEM, text);
            case ASSISTANT -> new ChatMessage(ChatMessage.Role.ASSISTANT, text);
            case USER, PLACEHOLDER -> new ChatMessage(ChatMessage.Role.USER, text);
        };
    }
}
