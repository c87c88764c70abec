package dev.slipway.worker.job;

import dev.slipway.worker.attest.AddedUrl;
import dev.slipway.worker.engine.ImageEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an attempt has to remember of a build for its provenance alone. Used by one thread. */
final class BuildTrace {

  private final Instant started;
  private String dockerfile = "";
  private String context = "";
  private final List<String> platforms = new ArrayList<>();
  private final Set<AddedUrl> added = new LinkedHashSet<>();
  private String engine = "";
  private @Nullable String engineVersion;

  BuildTrace(Instant started) {
    this.started = started;
  }

  /** To be told for every platform. */
  void planned(SourceDockerfile file, PlannedBuild planned, ImageEngine by) {
    dockerfile = file.path();
    context = file.contextPath();
    platforms.add(planned.platform().toString());
    added.addAll(AddedUrl.of(planned.plan()));
    engine = by.name();
    engineVersion = by.version().isEmpty() ? null : by.version();
  }

  Instant started() {
    return started;
  }

  String dockerfile() {
    return dockerfile;
  }

  String context() {
    return context;
  }

  List<String> platforms() {
    return List.copyOf(platforms);
  }

  List<AddedUrl> added() {
    return List.copyOf(added);
  }

  String engine() {
    return engine;
  }

  @Nullable String engineVersion() {
    return engineVersion;
  }
}
