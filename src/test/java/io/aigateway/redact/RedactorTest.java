package io.aigateway.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String PEM =
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
                    + "MIIEpAIBAAKCAQEA7bq+\nabc/def==\n-----END RSA PRIVATE KEY-----";

    private final Redactor redactor = new Redactor(EnumSet.allOf(Kind.class), Redactor.Answers.RESTORE);

    private static String x(int times) {
        return "aB3d".repeat(times / 4 + 1).substring(0, times);
    }

    static Stream<Arguments> found() {
        return Stream.of(
                Arguments.of("key: glpat-" + x(20) + ".", "key: RedactedToken0001."),
                Arguments.of("a glrt-" + x(20) + ".01.12ab34cd5 b", "a RedactedToken0001 b"),
                Arguments.of("ghp_" + x(36), "RedactedToken0001"),
                Arguments.of("github_pat_" + x(22) + "_" + x(59), "RedactedToken0001"),
                Arguments.of("(AKIAIOSFODNN7EXAMPLE)", "(RedactedToken0001)"),
                Arguments.of("AIza" + x(35), "RedactedToken0001"),
                Arguments.of("x-api-key: sk-ant-api03-" + x(40), "x-api-key: RedactedToken0001"),
                Arguments.of("sk-proj-" + x(40) + " sk-" + x(48), "RedactedToken0001 RedactedToken0002"),
                Arguments.of("xoxb-123456789012-" + x(20), "RedactedToken0001"),
                Arguments.of("Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2ln-_", "Bearer RedactedToken0001"),
                Arguments.of("a\n" + PEM + "\nb", "a\nRedactedKey0001\nb"),
                Arguments.of("key = \"" + PEM.replace("\n", "\\n") + "\"", "key = \"RedactedKey0001\""),
                Arguments.of("-----BEGIN PRIVATE KEY-----\nMIIEvQ", "RedactedKey0001"),
                Arguments.of("MIIEvQ==\n-----END PRIVATE KEY-----\nrest", "RedactedKey0001\nrest"),
                Arguments.of("postgres://app:s3cr%40t!@db:5432/x", "postgres://app:RedactedPassword0001@db:5432/x"),
                Arguments.of("redis://:hunter22@cache", "redis://:RedactedPassword0001@cache"),
                Arguments.of("db_password = 'correct-horse'", "db_password = 'RedactedSecret0001'"),
                Arguments.of("{\"apiKey\": \"0123456789abcdef\"}", "{\"apiKey\": \"RedactedSecret0001\"}"),
                Arguments.of("SECRET_KEY=dj4ngo-s3cret\nDEBUG=1", "SECRET_KEY=RedactedSecret0001\nDEBUG=1"),
                Arguments.of("AccountKey=abc123def456==;End", "AccountKey=RedactedSecret0001;End"),
                Arguments.of("token => \"glpat-" + x(20) + "\"", "token => \"RedactedToken0001\""),
                Arguments.of("Ask jane.doe+x@example.co.uk.", "Ask RedactedEmail0001."),
                Arguments.of("<a@b.io> a@b.io c@d.org", "<RedactedEmail0001> RedactedEmail0001 RedactedEmail0002"),
                Arguments.of("4111 1111 1111 1111 12/27", "RedactedCard0001 12/27"),
                Arguments.of("5555-5555-5555-4444", "RedactedCard0001"),
                Arguments.of("IBAN DE89 3704 0044 0532 0130 00, BIC", "IBAN RedactedIban0001, BIC"),
                Arguments.of("GB82WEST12345698765432", "RedactedIban0001"),
                Arguments.of("call +49 (30) 901820-10 now", "call RedactedPhone0001 now"));
    }

    @ParameterizedTest
    @MethodSource("found")
    void hidesAndRestores(String text, String hidden) {
        Redaction redaction = redactor.begin();

        assertThat(redaction.hide(text)).isEqualTo(hidden);
        assertThat(redaction.answer(hidden)).isEqualTo(text);
        assertThat(redaction.toString()).doesNotContain(x(8), "example", "4111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git clone git@gitlab.com:group/project.git",
                "task-0123456789abcdef0123456789abcdef",
                "@Override public void run() {}",
                "npm install react@18.2.0",
                "4111 1111 1111 1112",
                "1234567890123456789012345678901234567890",
                "2026-11-27T13:04:14Z",
                "https://gitlab.com/a/b?c=d@e",
                "http://localhost:8080/path",
                "password = os.environ[\"DB_PASSWORD\"]",
                "if (password == \"correct-horse\") {",
                "token = next_token(stream1)",
                "label: \"Password\", hint: \"at least eight\"",
                "secret: \"${SECRET_FROM_VAULT}\"",
                "a + 12345678901234",
                "x = y +123",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "eyJ is how they begin. eyJhbGciOiJSUzI1NiJ9.short",
                "GB82WEST12345698765433",
                "sk-learn and scikit",
                ""
            })
    void leavesEverythingElseAlone(String text) {
        assertThat(redactor.begin().hide(text)).isSameAs(text);
    }

    @Test
    void looksOnlyForWhatIsWanted() {
        Redaction redaction = new Redactor(Set.of(Kind.EMAIL), Redactor.Answers.RESTORE).begin();

        assertThat(redaction.hide("a@b.io AKIAIOSFODNN7EXAMPLE +49 30 90182010"))
                .isEqualTo("RedactedEmail0001 AKIAIOSFODNN7EXAMPLE +49 30 90182010");
        assertThat(redaction.counts()).containsExactly(java.util.Map.entry(Kind.EMAIL, 1));
    }

    @Test
    void restoresHoweverTheAnswerIsCut() {
        Redaction redaction = redactor.begin();
        redaction.hide("a@b.io 4111111111111111");
        String answer =
                "Redact Redacted RedactedEmail RedactedEmail0001, RedactedRedactedCard0002! RedactedEmail0099 RedactedEmail000";
        String whole =
                "Redact Redacted RedactedEmail a@b.io, Redacted4111111111111111! RedactedEmail0099 RedactedEmail000";

        for (int piece = 1; piece <= answer.length(); piece++) {
            Restorer restorer = redaction.restorer();
            var said = new StringBuilder();
            for (int from = 0; from < answer.length(); from += piece) {
                said.append(restorer.feed(answer.substring(from, Math.min(answer.length(), from + piece))));
            }
            assertThat(said.append(restorer.rest()).toString())
                    .as("pieces of " + piece)
                    .isEqualTo(whole);
        }
    }

    @Test
    void holdsNothingBackThatCannotBeAStandIn() {
        Restorer restorer = redactor.begin().restorer();

        assertThat(restorer.feed("Hello R")).isEqualTo("Hello ");
        assertThat(restorer.feed("uby")).isEqualTo("Ruby");
    }

    @Test
    void keepsOrRemovesStandInsWhereThatIsWanted() {
        Redaction keeping = new Redactor(EnumSet.allOf(Kind.class), Redactor.Answers.KEEP).begin();
        Redaction removing = new Redactor(EnumSet.allOf(Kind.class), Redactor.Answers.REMOVE).begin();

        assertThat(keeping.answer(keeping.hide("to a@b.io!"))).isEqualTo("to RedactedEmail0001!");
        assertThat(removing.answer(removing.hide("to a@b.io!"))).isEqualTo("to !");
    }

    @Test
    void tellsOnlySoManyApart() {
        Redaction redaction = redactor.begin();
        var text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append("user").append(i).append("@example.com ");
        }

        assertThat(redaction.hide(text.toString())).contains("RedactedEmail2000 RedactedEmail0000 RedactedEmail0000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ-",
                "eyJa.",
                "@a.b",
                "a@",
                "://a:",
                "://",
                "-----BEGIN PRIVATE KEY-----",
                "-----END PRIVATE KEY-----",
                "-----BEGIN ",
                "4 ",
                "+1 ",
                "DE89 ",
                "sk-",
                "password=",
                "a-",
                "A",
                "token='"
            })
    void takesNoLongerForTextsThatAreMeantToTakeLong(String part) {
        String text = part.repeat(2_000_000 / part.length());

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                                Duration.ofSeconds(10), () -> redactor.begin().hide(text))))
                .isNull();
    }
}
