package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.source.lfs.PointerWarning;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What all stages of one build share.
 *
 * @param request what to build
 * @param cache finished layers
 * @param context what COPY copies from
 * @param steps the log
 * @param pointers tells of Git LFS pointers that are copied
 */
record BuildSession(
    EngineRequest request,
    LayerCache cache,
    ContextSource context,
    StepLog steps,
    PointerWarning pointers) {

  /** The time of everything in the image: the commit's, in whole seconds as archives have it. */
  Instant created() {
    return request.source().commitTime().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Shows a failed instruction in the log and names its place in the message. */
  BuildFailedException failure(SourceRange range, BuildFailedException cause) {
    showExcerpt(range);
    return new BuildFailedException(place(range) + ": " + cause.getMessage(), cause);
  }

  /** File and line: what fails here is about a whole instruction. */
  static String place(SourceRange range) {
    return range.file() + ":" + range.startLine();
  }

  /** Shows an instruction that can't be expanded; the message names the places itself. */
  BuildFailedException failure(DockerfileException cause) {
    cause.diagnostics().stream().map(Diagnostic::range).forEach(this::showExcerpt);
    return new BuildFailedException(String.valueOf(cause.getMessage()), cause);
  }

  private void showExcerpt(SourceRange range) {
    if (range.file().equals(request.dockerfile().name())) {
      steps.line(SourceExcerpt.render(request.dockerfile().lines(), range));
    }
  }
}
