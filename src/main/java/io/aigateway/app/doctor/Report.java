package io.aigateway.app.doctor;

import io.aigateway.app.doctor.Finding.Verdict;
import io.aigateway.wire.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that was found, for people or as JSON.
 *
 * @param version  of this gateway
 * @param findings in the order in which they were looked for
 */
public record Report(String version, List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether nothing has failed. */
    public boolean isFine() {
        return count(Verdict.FAILED) == 0;
    }

    /** A line for each finding, another below it that says how to mend what is wrong, and a last one that sums up. */
    public void print(PrintStream out) {
        for (Finding finding : findings) {
            out.printf(
                    Locale.ROOT,
                    "%-8s %-9s %s: %s%n",
                    word(finding.verdict()),
                    finding.check(),
                    finding.about(),
                    finding.text());
            if (!finding.mend().isEmpty()) {
                out.printf(Locale.ROOT, "%-8s %-9s -> %s%n", "", "", finding.mend());
            }
        }
        out.println(
                isFine()
                        ? "nothing has failed, " + count(Verdict.WARNING) + " warnings"
                        : count(Verdict.FAILED) + " failed, " + count(Verdict.WARNING) + " warnings");
    }

    /** The same as one JSON document. */
    public String asJson() {
        var report = new LinkedHashMap<String, Object>();
        report.put("version", version);
        report.put("fine", isFine());
        report.put("findings", findings.stream().map(Report::asMap).toList());
        return Json.writeText(report);
    }

    private static Map<String, Object> asMap(Finding finding) {
        var members = new LinkedHashMap<String, Object>();
        members.put("check", finding.check());
        members.put("about", finding.about());
        members.put("verdict", word(finding.verdict()));
        members.put("text", finding.text());
        members.put("mend", finding.mend());
        return members;
    }

    private long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
