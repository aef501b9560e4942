package io.aigateway.proxy.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Paths of the proxies, and what is read of answers in passing: no path leads anywhere but to the lists. */
public class PathFuzzTest {
    private static final Map<String, Pattern> KNOWN = Map.of(
            "anthropic", Pattern.compile("/v1/messages(\\?beta=true)?|/v1/messages/count_tokens\\?beta=true"),
            "openai", Pattern.compile("/v1/(chat/completions|embeddings|models|responses)"),
            "vertex-ai",
                    Pattern.compile(
                            "/publishers/(google|anthropic)/models/[A-Za-z0-9_@.-]+" + ":[A-Za-z]+(\\?alt=sse)?"));

    @FuzzTest(maxDuration = "5m")
    public void finds(byte[] data) {
        String target = new String(data, StandardCharsets.ISO_8859_1);
        KNOWN.forEach((proxy, pattern) -> {
            ProxiedPath found = ProxiedApi.named(proxy).paths().find(target);
            if (found != null && !pattern.matcher(found.path()).matches()) {
                throw new AssertionError(proxy + " would be asked for " + found.path());
            }
        });
        for (String type : List.of("text/event-stream", "application/json")) {
            var reader = new UsageReader(type);
            reader.feed(data);
            reader.usage();
        }
    }
}
