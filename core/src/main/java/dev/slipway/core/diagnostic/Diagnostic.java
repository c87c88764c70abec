package dev.slipway.core.diagnostic;

/**
 * Something to say about a place in a file.
 *
 * @param severity whether it stops the build
 * @param message what is wrong and what to do, without the place
 * @param range where
 */
public record Diagnostic(Severity severity, String message, SourceRange range) {

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
