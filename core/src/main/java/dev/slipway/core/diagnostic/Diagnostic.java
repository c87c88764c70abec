package dev.slipway.core.diagnostic;

/**
 * Something to say about a place in a file.
 *
 * @param severity whether it stops the build
 * @param message what is wrong and what to do, without the place; what it quotes from a file is
 *     made printable, and it is cut to {@value #MAX_MESSAGE} characters
 * @param range where
 */
public record Diagnostic(Severity severity, String message, SourceRange range) {

  private static final int MAX_MESSAGE = 1_000;

  public Diagnostic {
    message = VisibleText.of(message);
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE) + "…";
    }
  }

  /** Whether a diagnostic stops the build. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Diagnostic error(String message, SourceRange range) {
    return new Diagnostic(Severity.ERROR, message, range);
  }

  public static Diagnostic warning(String message, SourceRange range) {
    return new Diagnostic(Severity.WARNING, message, range);
  }

  @Override
  public String toString() {
    return range + ": " + message;
  }
}
