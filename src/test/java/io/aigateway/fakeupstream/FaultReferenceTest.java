package io.aigateway.fakeupstream;

import io.aigateway.testkit.GeneratedPart;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the tables of faults in docs/testing.md true. To write them anew: {@code -Dtest=FaultReferenceTest -Dupdate.docs=true}. */
class FaultReferenceTest {
    @Test
    void describesEveryFault() {
        GeneratedPart.isTrue(Path.of("docs/testing.md"), "faults", places() + "\n" + kinds() + "\n" + options());
    }

    private static String places() {
        var table = new StringBuilder("| Place | Where |\n| --- | --- |\n");
        for (Place place : Place.values()) {
            table.append("| `@" + place.word() + "` | " + place.meaning() + " |\n");
        }
        return table.toString();
    }

    private static String kinds() {
        var table = new StringBuilder(
                "| Kind | What happens | Places, the usual one first | Options |\n| --- | --- | --- | --- |\n");
        for (FaultKind kind : FaultKind.values()) {
            table.append("| `" + kind.word() + "` | " + kind.meaning() + " | " + list(kind.places(), Place::word)
                    + " | " + list(kind.options(), FaultOption::word) + " |\n");
        }
        return table.toString();
    }

    private static String options() {
        var table = new StringBuilder("| Option | Meaning | Usually |\n| --- | --- | --- |\n");
        for (FaultOption option : FaultOption.values()) {
            String usual = option.usual() + (option.isTime() ? "ms" : "");
            table.append("| `" + option.word() + "` | " + option.meaning() + " | " + usual + " |\n");
        }
        return table.toString();
    }

    private static <T> String list(List<T> all, Function<T, String> word) {
        return all.stream().map(each -> "`" + word.apply(each) + "`").collect(Collectors.joining(", "));
    }
}
