package io.aigateway.chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Caller;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolBoxTest {
    private static final ToolBox TOOLS = new ToolBox(List.of(
            new Tool("issue_reader", "ask_issue", "", "d", "e"),
            new Tool("build_reader", "ask_build", "17.5.0", "d", "e")));

    private static List<String> offered(String version, boolean everything, String... unitPrimitives) {
        var caller = new Caller(
                "",
                "",
                "",
                "",
                new Caller.Grant(everything, Set.of(unitPrimitives)),
                Set.of(),
                new Caller.Client(version, "", "", ""));
        return TOOLS.offeredTo(caller).stream().map(Tool::name).toList();
    }

    @Test
    void offersWhatTheUserMayAndGitLabKnows() {
        assertThat(offered("17.5.0", false, "ask_issue", "ask_build")).containsExactly("issue_reader", "build_reader");
        assertThat(offered("17.5.0", false, "ask_build")).containsExactly("build_reader");
        assertThat(offered("17.4.9", false, "ask_issue", "ask_build")).containsExactly("issue_reader");
        assertThat(offered("", false, "ask_issue", "ask_build")).containsExactly("issue_reader");
        assertThat(offered("19.3.0", false)).isEmpty();
    }

    @Test
    void offersEverythingWhereNobodyIsAskedForAToken() {
        assertThat(offered("", true)).containsExactly("issue_reader", "build_reader");
    }

    @ParameterizedTest
    @CsvSource({
        "17.5.0, true",
        "17.5.0-pre, true",
        "17.5.1-ee, true",
        "17.5, true",
        "18, true",
        "18.0.0+x, true",
        "17.4.99, false",
        "16.11.4, false",
        "17, false",
        "'', false",
        "x.y, false",
        "v18.0.0, false",
        "17.x, false"
    })
    void comparesVersions(String version, boolean enough) {
        assertThat(ToolBox.isAtLeast(version, "17.5.0")).isEqualTo(enough);
    }
}
