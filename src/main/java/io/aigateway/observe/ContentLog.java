package io.aigateway.observe;

import io.aigateway.kernel.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Prompts and answers of one request, logged only when that is permitted. The loggers have the names of features, so that they can
 * be kept apart. Source: contract section 10.3.
 */
public final class ContentLog {
    /** Longer texts are cut, in characters. */
    static final int MAX_TEXT = 100_000;

    private static final ContentLog NOTHING = new ContentLog(null);
    private static final Logger CODE = LogManager.getLogger("codesuggestions");
    private static final Logger CHAT = LogManager.getLogger("chat");
    private static final Logger SEARCH = LogManager.getLogger("search");
    private static final Logger OTHERS = LogManager.getLogger("prompts");

    private final @Nullable Logger log;
    private final StringBuilder pieces = new StringBuilder();

    private ContentLog(@Nullable Logger log) {
        this.log = log;
    }

    /** The log of a request; writes nothing when its texts may not be logged. */
    public static ContentLog of(Purpose purpose) {
        if (!purpose.mayLog()) {
            return NOTHING;
        }
        Logger log = switch (purpose.feature()) {
            case "code_suggestions" -> CODE;
            case "duo_chat" -> CHAT;
            case "global_search" -> SEARCH;
            default -> OTHERS;
        };
        return log.isInfoEnabled() ? new ContentLog(log) : NOTHING;
    }

    /** Whether anything is written; otherwise texts need not be put together. */
    public boolean isOn() {
        return log != null;
    }

    /** A request came, with this body. */
    public void received(String body) {
        if (!isOn()) {
            return;
        }
        write("request received", Map.of("request", cut(body)));
    }

    /** A model is asked. */
    public void asked(String model, List<String> prompt) {
        if (!isOn()) {
            return;
        }
        var members = new LinkedHashMap<String, Object>();
        members.put("model", model);
        members.put("prompt", cut(prompt));
        write("model asked", members);
    }

    /** A piece of a streamed answer came; kept until its end. */
    public void heard(String piece) {
        if (isOn() && pieces.length() < MAX_TEXT) {
            pieces.append(piece);
        }
    }

    /** The model has answered; an answer that came in pieces is what was {@link #heard}. */
    public void answered(String model, String whole) {
        if (!isOn()) {
            return;
        }
        var members = new LinkedHashMap<String, Object>();
        members.put("model", model);
        members.put("answer", cut(whole.isEmpty() ? pieces.toString() : whole));
        write("model answered", members);
    }

    private void write(String text, Map<String, Object> members) {
        if (log != null) {
            log.info(LogLine.of(text, members));
        }
    }

    private static List<String> cut(List<String> texts) {
        var kept = new ArrayList<String>();
        int left = MAX_TEXT;
        for (String text : texts) {
            if (left <= 0) {
                kept.add("… (" + (texts.size() - kept.size()) + " more texts)");
                break;
            }
            kept.add(cut(text, left));
            left -= text.length();
        }
        return kept;
    }

    private static String cut(String text) {
        return cut(text, MAX_TEXT);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "… (" + (text.length() - most) + " more)";
    }
}
