package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Keyword.Role;
import io.aigateway.codesuggestions.core.syntax.Syntax.Layout;
import io.aigateway.codesuggestions.core.syntax.Syntax.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Writes down a {@link Syntax}. */
final class SyntaxBuilder {
    final Layout layout;
    final List<Comment> comments = new ArrayList<>();
    final List<Quote> quotes = new ArrayList<>();
    final List<Keyword> keywords = new ArrayList<>();
    final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    RawForm rawForm = RawForm.NONE;
    HereDocuments.Form hereDocuments = HereDocuments.Form.NONE;

    SyntaxBuilder(Layout layout) {
        this.layout = layout;
    }

    SyntaxBuilder comments(Comment... kinds) {
        comments.addAll(List.of(kinds));
        return this;
    }

    SyntaxBuilder quotes(Quote... kinds) {
        quotes.addAll(List.of(kinds));
        return this;
    }

    SyntaxBuilder traits(Trait... more) {
        traits.addAll(List.of(more));
        return this;
    }

    SyntaxBuilder raw(RawForm form) {
        rawForm = form;
        return this;
    }

    SyntaxBuilder hereDocuments(HereDocuments.Form form) {
        hereDocuments = form;
        return this;
    }

    SyntaxBuilder words(Role role, String... words) {
        return words(role, Keyword.END, words);
    }

    SyntaxBuilder words(Role role, char family, String... words) {
        for (String word : words) {
            keywords.add(new Keyword(word, role, family));
        }
        return this;
    }

    Syntax build() {
        return new Syntax(this);
    }
}
