package dev.slipway.core.dockerfile.word;

/**
 * The work that expansions may cost together. A few short lines can double a value again and again
 * ({@code ENV a=$b$b}, {@code ENV b=$a$a}, …), so both a single result and the sum of all work are
 * bounded. Not safe for use by several threads.
 */
public final class ExpansionBudget {

  /** Characters of one result. Linux takes no longer string into a process's environment. */
  public static final int MAX_RESULT = 128 * 1024;

  /** Characters written and pattern steps taken, far beyond what an honest file needs. */
  private static final long MAX_WORK = 32L * 1024 * 1024;

  private long left = MAX_WORK;

  /**
   * Takes work from the budget.
   *
   * @throws ExpansionException when none is left
   */
  public void spend(long work) throws ExpansionException {
    left -= work;
    if (left < 0) {
      throw new ExpansionException(
          "the variables of this Dockerfile grow without bounds; check values that repeat"
              + " each other");
    }
  }
}
