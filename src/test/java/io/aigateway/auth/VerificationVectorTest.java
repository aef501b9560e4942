package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key and a token that were not made by our own code, with the headers of a self-managed GitLab 19.3. */
class VerificationVectorTest {
    private static final String INSTANCE = "8f3c1d52-7b0e-4f6a-a3c9-2d94e6b71f08";
    private static final String USER = "7lq3mB0l6cP0nQ1cJ2Xx2m1k9u2qvUu0m8m2bq7cJ4Y=";

    private static final Map<String, Object> KEY = Map.of(
            "kty",
            "RSA",
            "kid",
            "hvhabQHodSj4TstR5CG4UKEXUDubzv-AQ5qR6u1yvoo",
            "e",
            "AQAB",
            "n",
            "qk8Tg7bgjIfUm0-qTNylCNJs6UE1Gul5k45sr-3RxYu8YX7YC7-qlNNMpYKSzAPMMbUDEti1gT2IrrRc4l4p"
                    + "y-ifk4S7ZzNLGl7g7r4EayNPysAQWIYa3ZmpIVv-kwVmu9MXOfMip7LT-FAi0xOt4UXn6ZLdK5IaPRPwlh34"
                    + "LQf2tym8K6_HYBixAQG2W5iAcxkW2TwlJQxgP3O247FXVE_Ws7uFuyGDsP09bhbIYHkOQDgu8Urg6Zi1yL4B"
                    + "OlR_YLhr3LAaYlSxaazVIfn9iaOzYVHe9yjcLxR4obe9RkQufG-qy0L2dCKzZyETuuGANjn02EBmny4JErPk"
                    + "wfPEAw",
            "use",
            "sig",
            "alg",
            "RS256");

    private static final String TOKEN =
            "eyJ0eXAiOiJKV1QiLCJraWQiOiJodmhhYlFIb2RTajRUc3RSNUNHNFVLRVhVRHVienYtQVE1cVI2dTF5dm9v"
                    + "IiwiYWxnIjoiUlMyNTYifQ." // header
                    + "eyJqdGkiOiIwZDljMmY0ZS02YTUxLTRhOGUtOWYwYi0zYzFkN2U1YTJiNjQiLCJhdWQiOlsiZ2l0bGFiLWFp"
                    + "LWdhdGV3YXkiXSwic3ViIjoiOGYzYzFkNTItN2IwZS00ZjZhLWEzYzktMmQ5NGU2YjcxZjA4IiwiaXNzIjoi"
                    + "aHR0cHM6Ly9naXRsYWIuZXhhbXBsZS50ZXN0IiwiaWF0IjoxNzY3MjI1NjAwLCJuYmYiOjE3NjcyMjU1OTUs"
                    + "ImV4cCI6NDEwMjQ0NDgwMCwiZ2l0bGFiX3JlYWxtIjoic2VsZi1tYW5hZ2VkIiwic2NvcGVzIjpbImNvbXBs"
                    + "ZXRlX2NvZGUiLCJnZW5lcmF0ZV9jb2RlIl0sInNraXBfdXNhZ2VfY3V0b2ZmIjpmYWxzZX0." // payload
                    + "iQUPWt2rfdWKnjJirhBPzLa9hLNcR6vLxXS1DCrlHagJvi1P9J4gHx_wpZYWO8k0_x1tqLQYiLy24y0-f9sI"
                    + "5fZOHV8ha-5L-JECGT-1juNrRLRbCtMplpLQYlFhKjNsWXLbDhFlQTnEv1_MFW53i6E3_sNGbc6Rf72xfC20"
                    + "DCqM9AXBSKupXgDWBn3gChz7s83k89SDYVFDK3vRjEQvOAiP_fxShxDzO7d8_Q5UCp8PjUKMuzpWaEmBDvHb"
                    + "nsxvkpoWqftHEcZ7oOgt1Ejg4tJmYIQGjOP81OvIZI_LoqzytNIjrvLD4E8GLH4iBiTJMUz-w6Aj7VbkyUEG"
                    + "84t1Ng";

    private final Bench bench = new Bench();

    @BeforeEach
    void publishTheKey() {
        bench.gitlab
                .declare("issuer", "https://gitlab.example.test")
                .withdrawAll()
                .publish(KEY);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Credentials with(String token, String realm) {
        return new Credentials("Bearer " + token, "oidc", realm, INSTANCE, USER, null);
    }

    @Test
    void acceptsTheToken() {
        Identity identity = bench.accepted(with(TOKEN, "self-managed"));

        assertThat(identity.issuer()).isEqualTo("https://gitlab.example.test");
        assertThat(identity.subject()).isEqualTo(INSTANCE);
        assertThat(identity.scopes().names()).containsExactly("complete_code", "generate_code");
        assertThat(identity.extraClaims()).containsOnlyKeys("skip_usage_cutoff");
        assertThat(identity.skipsUsageCutoff()).isFalse();
    }

    @Test
    void refusesItWithAnyByteOfTheSignatureFlipped() {
        int start = TOKEN.lastIndexOf('.') + 1;

        for (int i = start; i < TOKEN.length(); i++) {
            char other = TOKEN.charAt(i) == 'A' ? 'B' : 'A';
            String flipped = TOKEN.substring(0, i) + other + TOKEN.substring(i + 1);
            assertThat(bench.refused(with(flipped, "self-managed")))
                    .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Forbidden by auth provider"));
        }
    }

    @Test
    void refusesItFromAnotherRealm() {
        assertThat(bench.refused(with(TOKEN, "saas")))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Header mismatch 'X-Gitlab-Realm'"));
    }
}
