package dev.slipway.core.dockerfile.word;

import java.util.List;
import java.util.Map;

/**
 * Expands variables and removes quotes as BuildKit's {@code shell} package does: {@code $x}, {@code
 * ${x}}, the modifiers {@code - + ?} (each also with a colon), {@code # ## % %%} and {@code / //}.
 * Outside of quotes the escape character takes the meaning from any character; between double
 * quotes only from {@code "}, {@code $} and itself; between single quotes everything stands for
 * itself.
 *
 * <p>Time is linear in the text and the values, and bounded by the budget.
 *
 * @param escape backslash or backtick
 * @param variables values by name; positional and special parameters ({@code $1}, {@code $@}) are
 *     never set
 * @param budget what all expansions of a stage may cost together
 */
public record ShellWords(char escape, Map<String, String> variables, ExpansionBudget budget) {

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** The text as one word; white space stays. */
  public String expand(String text) throws ExpansionException {
    WordSink sink = new WordSink(budget, ExpansionBudget.MAX_RESULT);
    new Expansion(this, text, true).run(sink);
    return sink.text();
  }

  /** The text as words, split after expansion at white space that is not quoted. */
  public List<String> split(String text) throws ExpansionException {
    WordSink sink = new WordSink(budget, ExpansionBudget.MAX_RESULT);
    new Expansion(this, text, true).run(sink);
    return sink.words();
  }

  /** A heredoc's content: variables are expanded, quotes are ordinary characters. */
  public String expandDocument(String content) throws ExpansionException {
    WordSink sink = new WordSink(budget, NO_LIMIT);
    new Expansion(new ShellWords('\\', variables, budget), content, false).run(sink);
    return sink.text();
  }
}
