package dev.slipway.core.rule;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import org.jspecify.annotations.Nullable;

/**
 * The name of a build rule: a regular expression between slashes, nothing at all (every branch but
 * the default one, every tag), or a literal name.
 */
sealed interface RefPattern permits AnyName, LiteralName, NameExpression {

  /** Names the rule's field in problems. */
  String FIELD = "name";

  /**
   * Reads a rule's name.
   *
   * @throws RuleSyntaxException when it is a bad expression, or a literal that no ref can be called
   */
  static RefPattern parse(RefType type, String name) {
    if (name.isEmpty()) {
      return new AnyName(type);
    }
    if (name.length() > 1 && name.startsWith("/") && name.endsWith("/")) {
      return NameExpression.parse(type, name);
    }
    return LiteralName.parse(type, name);
  }

  /** Judges a ref of this pattern's type. */
  RefMatch match(RefName ref, @Nullable String defaultBranch);

  /** How many groups {@link RefMatch#groups()} has after a match. */
  int groupCount();
}
