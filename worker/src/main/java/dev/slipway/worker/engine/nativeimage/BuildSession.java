package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.engine.layer.StepCache;
import dev.slipway.worker.source.lfs.PointerWarning;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What all stages of one build share.
 *
 * @param request what to build
 * @param cache finished layers
 * @param context what COPY copies from
 * @param steps the log
 * @param pointers tells of Git LFS pointers that are copied
 * @param added what ADD fetches
 * @param limits of archives
 */
record BuildSession(
    EngineRequest request,
    LayerCache cache,
    ContextSource context,
    StepLog steps,
    PointerWarning pointers,
    AddedFiles added,
    ArchiveLimits limits) {

  private static final Instant MODIFIED = Instant.parse("1980-01-01T00:00:01Z");

  private static final Pattern EPOCH = Pattern.compile("[0-9]{1,11}");

  /**
   * The time in the image's configuration, in whole seconds: the commit's, or what the build
   * argument says (reproducible-builds.org, SOURCE_DATE_EPOCH).
   */
  Instant created() {
    String epoch = request.buildArgs().get("SOURCE_DATE_EPOCH");
    if (epoch != null && EPOCH.matcher(epoch).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(epoch));
    }
    return request.source().commitTime().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * The time of every file in the layers: no commit's, so that a layer stays the same until its
   * files change. The first second that ZIP archives can hold, which Python's and Java's tools may
   * make of them, is in 1980.
   */
  Instant modified() {
    return MODIFIED;
  }

  /** What instructions of earlier builds came to. */
  StepCache stepCache() {
    return cache.steps();
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
