package dev.slipway.core.rule;

import java.util.List;
import java.util.Optional;

/** A rule whose every field was understood. */
record CompiledRule(BuildRule rule, RefPattern pattern, TagTemplate tags, PathGlobs paths) {

  /** What a push of this change builds. */
  Verdict judge(RefChange change) {
    if (!rule.active()) {
      return noMatch("The rule is switched off: it builds only when somebody starts it.");
    }
    Optional<Verdict> hindrance = hindrance(change);
    if (hindrance.isPresent()) {
      return hindrance.get();
    }
    RefMatch match = pattern.match(change.ref(), change.defaultBranch());
    Optional<String> marker = SkipMarker.find(change.headMessage());
    if (match.matched() && marker.isPresent()) {
      return noMatch("The head commit's message says " + marker.get() + ".");
    }
    PathGlobs.Decision decision = paths.judge(change.changedPaths());
    if (match.matched() && !decision.build()) {
      return noMatch(sentence(decision.reason().orElseThrow()));
    }
    String aside = decision.reason().map(why -> "; " + why).orElse("");
    return verdict(change, match, aside);
  }

  /** What somebody who starts this rule by hand builds: only the ref itself counts. */
  Verdict judgeManually(RefChange change) {
    return hindrance(change)
        .orElseGet(() -> verdict(change, pattern.match(change.ref(), change.defaultBranch()), ""));
  }

  private Optional<Verdict> hindrance(RefChange change) {
    String word = change.ref().type().wireName();
    if (change.deleted()) {
      return Optional.of(
          noMatch("The " + word + " was deleted, so there is nothing left to build."));
    }
    if (change.ref().type() != rule.type()) {
      String own = rule.type().wireName();
      return Optional.of(noMatch("The rule is for a " + own + ", and this is a " + word + "."));
    }
    return Optional.empty();
  }

  private Verdict verdict(RefChange change, RefMatch match, String aside) {
    if (!match.matched()) {
      return noMatch(sentence(match.reason()));
    }
    List<String> evaluated = tags.evaluate(change.ref().name(), match.groups());
    return evaluated.isEmpty()
        ? noMatch(sentence(match.reason() + ", but the tag \"" + rule.tag() + "\" comes out empty"))
        : Verdict.match(rule.id(), sentence(match.reason() + aside), evaluated);
  }

  private Verdict noMatch(String reason) {
    return Verdict.noMatch(rule.id(), reason);
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }
}
