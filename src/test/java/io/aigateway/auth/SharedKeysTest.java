package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.testkit.FakeIssuer.Mood;
import io.aigateway.testkit.OnLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that another node has fetched. */
class SharedKeysTest {
    private final Bench bench = new Bench();
    private final Authenticator other = Authenticator.create(bench.vertx, bench.settings(), bench.clock);
    private final List<KeysFetched> told = new ArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    /** What the other node tells when it has fetched the keys. */
    private KeysFetched fetchElsewhere() {
        other.onFetched(told::add);
        OnLoop.await(other.warmUp());
        return told.stream()
                .filter(news -> news.provider().equals(bench.gitlab.url().toString()))
                .findFirst()
                .orElseThrow();
    }

    private String token() {
        return bench.gitlab.token().expiresIn(Duration.ofDays(30)).sign();
    }

    private boolean isAccepted() {
        try {
            bench.accepted(token());
            return true;
        } catch (io.aigateway.kernel.FailureException e) {
            return false;
        }
    }

    private static KeysFetched changed(KeysFetched news, String provider, String jwks, long at) {
        return new KeysFetched(provider, news.issuer(), jwks, at);
    }

    @Test
    void letCallersInWhileTheIssuerDoesNotAnswer() {
        KeysFetched news = fetchElsewhere();
        bench.gitlab.mood(Mood.BROKEN);

        bench.authenticator().learn(news);

        assertThat(isAccepted()).isTrue();
        assertThat(bench.authenticator().hasKeys()).isTrue();
        assertThat(bench.gitlab.discoveryFetches()).isEqualTo(1);
        assertThat(bench.authenticator().fetched()).contains(news);
    }

    @Test
    void replaceKeysThatHaveBeenRotated() {
        bench.accepted(token());
        bench.gitlab.rotate();
        bench.clock.advance(Duration.ofMinutes(5));

        bench.authenticator().learn(fetchElsewhere());

        assertThat(isAccepted()).isTrue();
        assertThat(bench.gitlab.keyFetches()).isEqualTo(2);
    }

    @Test
    void doNotReplaceNewerOnes() {
        KeysFetched older = fetchElsewhere();
        bench.gitlab.rotate();
        bench.clock.advance(Duration.ofMinutes(5));
        bench.accepted(token());

        bench.authenticator().learn(older);

        assertThat(isAccepted()).isTrue();
        assertThat(bench.gitlab.keyFetches()).isEqualTo(2);
    }

    @Test
    void doNotBringBackWhatTheIssuerHasWithdrawn() {
        KeysFetched older = fetchElsewhere();
        bench.gitlab.withdrawAll();
        bench.clock.advance(Duration.ofMinutes(5));
        OnLoop.await(bench.authenticator().warmUp());

        bench.authenticator().learn(older);

        assertThat(isAccepted()).isFalse();
    }

    @Test
    void areOfNoUseWhenTheyAreStale() {
        KeysFetched news = fetchElsewhere();
        bench.gitlab.mood(Mood.BROKEN);
        bench.clock.advance(KeySource.STALE_AFTER);

        bench.authenticator().learn(news);

        assertThat(bench.authenticator().fetched()).isEmpty();
    }

    @Test
    void areOfNoUseWhenTheyAreOfAnIssuerThatIsNotTrusted() {
        KeysFetched news = fetchElsewhere();

        bench.authenticator()
                .learn(changed(news, "https://elsewhere.example.com", news.jwks(), news.fetchedAtMillis()));

        assertThat(bench.authenticator().fetched()).isEmpty();
    }

    @Test
    void doNotLiveLongerBecauseAnotherClockIsFast() {
        KeysFetched news = fetchElsewhere();
        long tomorrow = news.fetchedAtMillis() + Duration.ofDays(1).toMillis();

        bench.authenticator().learn(changed(news, news.provider(), news.jwks(), tomorrow));

        assertThat(bench.authenticator().fetched())
                .singleElement()
                .satisfies(known -> assertThat(known.fetchedAtMillis()).isEqualTo(bench.clock.millis()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"keys\": 1}"})
    void areRefusedWhenTheyCannotBeRead(String jwks) {
        KeysFetched news = fetchElsewhere();
        var broken = changed(news, news.provider(), jwks, news.fetchedAtMillis());

        assertThatThrownBy(() -> bench.authenticator().learn(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.authenticator().fetched()).isEmpty();
    }

    @Test
    void areFetchedAgainByTheNodeThatFetchedThemBefore() {
        bench.authenticator().learn(fetchElsewhere());
        bench.clock.advance(KeySource.REFRESH_AFTER.plus(KeySource.OTHERS_FIRST).minusSeconds(1));

        assertThat(isAccepted()).isTrue();
        assertThat(bench.gitlab.discoveryFetches()).isEqualTo(1);

        assertThat(other.hasKeys()).isTrue();
        OnLoop.until("it fetches again", () -> bench.gitlab.discoveryFetches() == 2);
    }

    @Test
    void areFetchedByAnotherNodeWhenThatOneIsGone() {
        bench.authenticator().learn(fetchElsewhere());
        bench.clock.advance(KeySource.REFRESH_AFTER.plus(KeySource.OTHERS_FIRST).plus(KeySource.SPREAD));

        assertThat(isAccepted()).isTrue();

        OnLoop.until("it fetches", () -> bench.gitlab.discoveryFetches() == 2);
    }

    @Test
    void areNotInTheLog() {
        KeysFetched news = fetchElsewhere();

        assertThat(news.toString()).doesNotContain(news.provider()).doesNotContain("keys\"");
    }
}
