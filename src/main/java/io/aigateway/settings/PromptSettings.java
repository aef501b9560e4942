package io.aigateway.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Prompts, and the chat that is made of them.
 *
 * @param folder          prompts of this installation, laid over those of the product; empty for none
 * @param chatMaxTokens   longest answer of prompts of the chat, in tokens; empty for what each prompt says
 * @param chatTimeout     longest wait for a model in prompts of the chat that say nothing themselves
 * @param params          model identifier to parameters of its prompts, where a prompt says nothing itself
 * @param duoCoreCutOff   whether callers of Duo Core are kept out of the chat
 * @param plainChatScope  whether the unit primitive {@code duo_chat} alone opens the chat
 * @param usageEvents     whether a stream of the chat ends with an event that tells the tokens used
 */
public record PromptSettings(
        String folder,
        OptionalInt chatMaxTokens,
        Duration chatTimeout,
        Map<String, Map<String, Object>> params,
        boolean duoCoreCutOff,
        boolean plainChatScope,
        boolean usageEvents) {

    static final Setting<String> FOLDER = Kinds.text(
            "AIGW_PROMPTS__FOLDER",
            "",
            "Folder with prompts of this installation: they are added to those of the product, or replace them file by file.");
    static final Setting<Integer> CHAT_MAX_TOKENS = Kinds.whole(
                    "AIGW_DUO_CHAT__MAX_TOKENS",
                    0,
                    1,
                    1_000_000,
                    "Longest answer, in tokens, of every prompt whose id begins with chat/. Default: what each prompt says.")
            .or("");
    static final Setting<Duration> CHAT_TIMEOUT = Kinds.seconds(
            "AIGW_DUO_CHAT__MODEL_REQUEST_TIMEOUT",
            "30",
            "Longest wait for a model in prompts whose id begins with chat/ and that name no timeout.");
    static final Setting<Map<String, Map<String, Object>>> PARAMS = Kinds.json(
            "AIGW_MODEL_SELECTION__PROMPT_PARAMS",
            "{}",
            "a JSON object: model identifier to an object of parameters",
            new TypeReference<>() {},
            "Parameters for prompts of a model where the prompt says nothing: vertex_location, model_id, timeout, stop.");
    static final Setting<Boolean> DUO_CORE_CUT_OFF = Kinds.flag(
            "AIGW_PROCESS_LEVEL_FEATURE_FLAGS__DUO_CLASSIC_CHAT_DUO_CORE_CUTOFF",
            false,
            "Keep callers of Duo Core out of the classic chat (/v1/chat).");
    static final Setting<Boolean> PLAIN_CHAT_SCOPE = Kinds.flag(
            "AIGW_DUO_CHAT__ACCEPT_DUO_CHAT_SCOPE",
            false,
            "Let tokens with the unit primitive duo_chat alone use /v2/chat/agent, as those of GitLab before 18.9 have it.");
    static final Setting<Boolean> USAGE_EVENTS = Kinds.flag(
            "AIGW_DUO_CHAT__USAGE_EVENTS",
            true,
            "End streams of /v2/chat/agent with an event that tells the tokens used.");

    static final List<Setting<?>> ALL =
            List.of(FOLDER, PARAMS, CHAT_MAX_TOKENS, CHAT_TIMEOUT, DUO_CORE_CUT_OFF, PLAIN_CHAT_SCOPE, USAGE_EVENTS);

    static PromptSettings from(Environment environment) {
        return new PromptSettings(
                environment.read(FOLDER),
                environment.find(CHAT_MAX_TOKENS).map(OptionalInt::of).orElse(OptionalInt.empty()),
                environment.read(CHAT_TIMEOUT),
                environment.read(PARAMS),
                environment.read(DUO_CORE_CUT_OFF),
                environment.read(PLAIN_CHAT_SCOPE),
                environment.read(USAGE_EVENTS));
    }
}
