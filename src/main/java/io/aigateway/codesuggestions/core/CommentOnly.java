package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import io.aigateway.codesuggestions.core.syntax.CodeStructure;
import io.aigateway.codesuggestions.core.syntax.Syntax;
import java.util.Set;

/** Drops completions that are nothing but comments, in languages where the contract asks for it. */
final class CommentOnly {
    private static final Set<String> LANGUAGES =
            Set.of("c", "cpp", "csharp", "go", "java", "js", "python", "ruby", "rust", "scala", "ts", "kotlin");

    private CommentOnly() {}

    static String clean(String text, Draft draft, Syntax syntax) {
        CodeAround around = draft.around();
        boolean comment = LANGUAGES.contains(around.language())
                && CodeStructure.beginsWithComment(text, syntax)
                && CodeStructure.of(text, syntax).isCommentOnly();
        return comment && !isInString(text, around, syntax) ? "" : text;
    }

    /** Inside a string nothing is a comment: think of colours and addresses. */
    private static boolean isInString(String text, CodeAround around, Syntax syntax) {
        int first = around.above().length() + BlockTrim.firstCharacter(text);
        return CodeStructure.of(around.above() + text + around.below(), syntax).isInsideLiteral(first);
    }
}
