package dev.slipway.core.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression between slashes, in RE2's syntax. It is searched for anywhere in the name,
 * as Docker Hub did, and takes time linear in the name's length, whatever it is.
 */
record NameExpression(RefType type, Pattern pattern) implements RefPattern {

  private static final int MAX_LENGTH = 1_000;
  private static final String SYNTAX = "the syntax is RE2's: https://github.com/google/re2/wiki";

  static NameExpression parse(RefType type, String name) {
    String expression = name.substring(1, name.length() - 1);
    if (expression.length() > MAX_LENGTH) {
      throw new RuleSyntaxException(
          FIELD, MAX_LENGTH + 2, "an expression has at most " + MAX_LENGTH + " characters");
    }
    ExpressionSize.check(expression);
    return new NameExpression(type, compile(expression));
  }

  @Override
  public RefMatch match(RefName ref, @Nullable String defaultBranch) {
    return match(ref.name());
  }

  RefMatch match(String name) {
    String subject = type.wireName() + " \"" + name + "\" ";
    Matcher matcher = pattern.matcher(name);
    if (!matcher.find()) {
      return RefMatch.no(subject + "doesn't match /" + pattern + "/");
    }
    List<String> groups = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return new RefMatch(true, subject + "matches /" + pattern + "/", groups);
  }

  @Override
  public int groupCount() {
    return pattern.groupCount();
  }

  private static Pattern compile(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw problem(expression, e);
    }
  }

  private static RuleSyntaxException problem(String expression, PatternSyntaxException e) {
    String fragment = e.getPattern();
    if (e.getDescription().contains("internal error")) {
      // RE2/J's word for a closing parenthesis too many.
      return new RuleSyntaxException(
          FIELD, 0, "a \")\" has no \"(\"; write \"\\)\" for the character itself");
    }
    // RE2/J gives the fragment but not its place, and the leading slash is the first character.
    int at = fragment.isEmpty() ? expression.length() - 1 : expression.indexOf(fragment);
    String shown = fragment.isEmpty() || fragment.equals(expression) ? "" : " \"" + fragment + "\"";
    return new RuleSyntaxException(FIELD, at + 2, e.getDescription() + shown + "; " + SYNTAX);
  }
}
