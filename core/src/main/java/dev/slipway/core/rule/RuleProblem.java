package dev.slipway.core.rule;

/**
 * Why a rule can't be used.
 *
 * @param rule the rule's place in the list, from 0
 * @param field the field of {@link BuildRule} at fault, such as {@code name}
 * @param position the character at fault, counted from 1; 0 when the field as a whole is
 * @param message what is wrong and what to write instead
 */
public record RuleProblem(int rule, String field, int position, String message) {

  @Override
  public String toString() {
    String where = position == 0 ? "" : ", character " + position;
    return "rule " + (rule + 1) + ", " + field + where + ": " + message;
  }
}
