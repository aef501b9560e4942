package io.aigateway.chat;

import io.aigateway.chat.core.Tool;
import io.aigateway.chat.core.ToolBox;
import io.aigateway.model.Route;
import io.aigateway.wire.Yaml;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of {@code conf/chat.yaml}, key for key; that file says what they mean. */
public record ChatFile(Map<String, Route> routes, Map<String, ToolEntry> tools) {

    record ToolEntry(String unitPrimitive, @Nullable String since, String description, String example) {
        ToolEntry {
            require(unitPrimitive, "unit_primitive");
            require(description, "description");
            require(example, "example");
        }
    }

    public ChatFile {
        require(routes, "routes");
        require(tools, "tools");
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static ChatFile read(String text, String name) {
        return Yaml.read(text, name, ChatFile.class);
    }

    ToolBox toolBox() {
        var all = new ArrayList<Tool>();
        tools.forEach((name, entry) -> all.add(new Tool(
                name,
                entry.unitPrimitive(),
                entry.since() == null ? "" : entry.since(),
                entry.description().strip(),
                entry.example().strip())));
        return new ToolBox(all);
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
