package io.aigateway.chat.core;

import io.aigateway.kernel.Caller;
import java.util.List;

/** Which tools the agent may be offered. Source: contract section 2.2. */
public final class ToolBox {
    private static final int PARTS = 3;

    private final List<Tool> tools;

    public ToolBox(List<Tool> tools) {
        this.tools = List.copyOf(tools);
    }

    /** The tools that the caller may use and whose GitLab knows them; all of them where nobody is asked for a token. */
    public List<Tool> offeredTo(Caller caller) {
        return tools.stream()
                .filter(tool -> caller.may(tool.unitPrimitive()))
                .filter(tool -> caller.unitPrimitives().everything()
                        || isAtLeast(caller.client().gitlabVersion(), tool.since()))
                .toList();
    }

    /** Whether a version such as {@code 17.5.1-ee} is {@code needed} or later; a pre-release counts as its release. */
    static boolean isAtLeast(String version, String needed) {
        if (needed.isEmpty()) {
            return true;
        }
        int[] has = numbers(version);
        int[] needs = numbers(needed);
        for (int i = 0; i < PARTS; i++) {
            if (has[i] != needs[i]) {
                return has[i] > needs[i];
            }
        }
        return true;
    }

    /** A text that is no version counts as older than any. */
    private static int[] numbers(String version) {
        var numbers = new int[PARTS];
        String[] parts = version.strip().split("[.+-]", PARTS + 1);
        for (int i = 0; i < Math.min(PARTS, parts.length); i++) {
            try {
                numbers[i] = Integer.parseInt(parts[i]);
            } catch (NumberFormatException e) {
                return i == 0 ? new int[] {-1, 0, 0} : numbers;
            }
        }
        return numbers;
    }
}
