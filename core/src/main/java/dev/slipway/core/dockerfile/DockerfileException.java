package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import java.util.List;

/** A Dockerfile that can't be built. {@link #getMessage()} holds the places, not the excerpts. */
public final class DockerfileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public DockerfileException(List<Diagnostic> diagnostics) {
    super(String.join("; ", diagnostics.stream().map(Diagnostic::toString).toList()));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** What is wrong, at least one, in the file's order. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
