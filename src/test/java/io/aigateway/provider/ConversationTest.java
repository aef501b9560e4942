package io.aigateway.provider;

import static io.aigateway.provider.Questions.assistant;
import static io.aigateway.provider.Questions.chat;
import static io.aigateway.provider.Questions.completion;
import static io.aigateway.provider.Questions.system;
import static io.aigateway.provider.Questions.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelInput;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static void assertInvalid(ModelInput input) {
        assertThatThrownBy(() -> Conversation.of(input).withoutPrefill())
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void takesSystemAndTurnsApart() {
        var said = Conversation.of(chat(system("a"), user("b"), system("c"), assistant("d"), user("e")));

        assertThat(said.system()).containsExactly(system("a"), system("c"));
        assertThat(said.turns()).containsExactly(user("b"), assistant("d"), user("e"));
    }

    @Test
    void leavesBlankMessagesOut() {
        var said = Conversation.of(chat(system(" "), user("b"), assistant("\n"), user("")));

        assertThat(said.system()).isEmpty();
        assertThat(said.turns()).containsExactly(user("b"));
    }

    @Test
    void dropsABegunAnswer() {
        var said = Conversation.of(chat(user("a"), assistant("b"), user("c"), assistant("d"), assistant("e")));

        assertThat(said.withoutPrefill().turns()).containsExactly(user("a"), assistant("b"), user("c"));
    }

    @Test
    void readsATextToContinueAsAMessageOfTheUser() {
        assertThat(Conversation.of(completion("a", null)).turns()).containsExactly(user("a"));
        assertThat(Conversation.of(completion("a", "")).turns()).containsExactly(user("a"));
    }

    @Test
    void refusesWhatHasNothingToAnswer() {
        assertInvalid(chat(system("a")));
        assertInvalid(chat(user(" ")));
        assertInvalid(chat(assistant("a")));
        assertInvalid(completion("", null));
    }

    @Test
    void refusesATextInTwoHalves() {
        assertInvalid(completion("a", "b"));
    }
}
