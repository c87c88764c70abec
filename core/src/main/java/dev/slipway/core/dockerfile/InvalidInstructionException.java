package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceRange;

/**
 * One instruction is wrong; the others are read on. It carries no stack trace: what matters is the
 * place in the file, and a file may be wrong in very many places.
 */
final class InvalidInstructionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  InvalidInstructionException(String message, SourceRange range) {
    super(message, null, false, false);
    this.diagnostic = Diagnostic.error(message, range);
  }

  InvalidInstructionException(String message, SourceRange range, Throwable cause) {
    super(message, cause, false, false);
    this.diagnostic = Diagnostic.error(message, range);
  }

  SourceRange range() {
    return diagnostic.range();
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
