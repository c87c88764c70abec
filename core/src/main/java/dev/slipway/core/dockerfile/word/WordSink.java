package dev.slipway.core.dockerfile.word;

import java.util.ArrayList;
import java.util.List;

/** Takes the pieces of an expansion, as one text and as words split at unquoted white space. */
final class WordSink {

  private final ExpansionBudget budget;
  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private final List<String> words = new ArrayList<>();
  private int wordStart;

  WordSink(ExpansionBudget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  /** A character that stands for itself, or ends a word if it is white space. */
  void plain(char c) throws ExpansionException {
    budget.spend(1);
    requireRoom(1);
    boolean space = Whitespace.isSpace(c);
    if (space) {
      endWord();
    }
    text.append(c);
    if (space) {
      wordStart = text.length();
    }
  }

  /** What a variable outside of quotes stands for: its white space ends words. */
  void value(String value) throws ExpansionException {
    for (int i = 0; i < value.length(); i++) {
      plain(value.charAt(i));
    }
  }

  /** Text that belongs to the current word whatever it holds. */
  void literal(String part) throws ExpansionException {
    budget.spend(part.length());
    requireRoom(part.length());
    text.append(part);
  }

  private void requireRoom(int length) throws ExpansionException {
    if (text.length() > limit - length) {
      throw new ExpansionException("the result is longer than " + limit + " characters");
    }
  }

  String text() {
    return text.toString();
  }

  List<String> words() {
    endWord();
    wordStart = text.length();
    return List.copyOf(words);
  }

  private void endWord() {
    if (text.length() > wordStart) {
      words.add(text.substring(wordStart));
    }
  }
}
