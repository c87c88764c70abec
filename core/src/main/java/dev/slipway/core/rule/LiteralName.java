package dev.slipway.core.rule;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import org.jspecify.annotations.Nullable;

/** A name that is meant as it stands. */
record LiteralName(RefName expected) implements RefPattern {

  static LiteralName parse(RefType type, String name) {
    try {
      return new LiteralName(new RefName(type, name));
    } catch (IllegalArgumentException e) {
      throw new RuleSyntaxException(
          FIELD,
          0,
          e.getMessage() + "; if a pattern is meant, put a regular expression between slashes");
    }
  }

  @Override
  public RefMatch match(RefName ref, @Nullable String defaultBranch) {
    String word = expected.type().wireName();
    return ref.equals(expected)
        ? RefMatch.yes(word + " \"" + ref.name() + "\" is the rule's " + word)
        : RefMatch.no(word + " \"" + ref.name() + "\" is not \"" + expected.name() + "\"");
  }

  @Override
  public int groupCount() {
    return 0;
  }
}
