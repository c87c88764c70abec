package dev.slipway.worker.job;

import dev.slipway.worker.source.SourceLimits;
import dev.slipway.worker.source.lfs.LfsLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What this worker does at once. */
@ConfigMapping(prefix = "slipway.worker")
public interface WorkerConfig {

  /** Builds at the same time; 0 takes no jobs at all. */
  @WithDefault("2")
  int slots();

  /**
   * Hosts that Git submodules may come from over https, beside the source's own: a comma list of
   * {@code host} or {@code host:port}.
   */
  Optional<String> submoduleHosts();

  /** What a commit may be. */
  Source source();

  /**
   * Whether a Dockerfile that names a front end of its own in {@code # syntax=} is built
   * nevertheless: the worker reads it as any other. An image that reads Dockerfiles is never run.
   */
  @WithDefault("false")
  boolean customSyntax();

  /** Git LFS. */
  Lfs lfs();

  /** Bounds commits, submodules' too, before their files are read; sizes as of Git LFS. */
  interface Source {

    /** Files and folders. */
    @WithDefault("500000")
    long maxFiles();

    /** All files together. */
    @WithDefault("20G")
    MemorySize maxSize();

    /** The largest file. */
    @WithDefault("1G")
    MemorySize largestFile();

    /** The same as numbers. */
    default SourceLimits limits() {
      return new SourceLimits(maxFiles(), maxSize().asLongValue(), largestFile().asLongValue());
    }
  }

  /** Bounds what Git LFS brings; sizes such as {@code 500M} or {@code 2G}. */
  interface Lfs {

    /** The largest file. */
    @WithDefault("2G")
    MemorySize largestFile();

    /** What one build may download. */
    @WithDefault("10G")
    MemorySize largestBuild();

    /** What is kept of a repository for later builds. */
    @WithDefault("10G")
    MemorySize cache();

    /** The same as numbers of bytes. */
    default LfsLimits limits() {
      return new LfsLimits(
          largestFile().asLongValue(), largestBuild().asLongValue(), cache().asLongValue());
    }
  }
}
