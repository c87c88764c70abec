package dev.slipway.worker.attest;

import dev.slipway.core.message.BuildEvent.BaseImageUse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a provenance statement tells of a build. No value of a secret is in it.
 *
 * @param repository {@code namespace/name}
 * @param sourceUrl the clone URL without user information
 * @param ref the full ref, such as {@code refs/heads/main}
 * @param commit that was built
 * @param dockerfile its path in the source
 * @param context the context's folder in the source, empty for the root
 * @param target the stage asked for, null for the last
 * @param platforms what was built for
 * @param buildArgs as the user gave them
 * @param secretIds the names of the secrets that the build could use
 * @param engine that built
 * @param engineVersion of the program that the engine runs, null where it is Slipway itself
 * @param baseImages that the build took something from
 * @param added what ADD fetched
 * @param buildUrl the build's page
 * @param started when the attempt began
 * @param finished when the image was there
 */
public record BuildFacts(
    String repository,
    String sourceUrl,
    String ref,
    String commit,
    String dockerfile,
    String context,
    @Nullable String target,
    List<String> platforms,
    SortedMap<String, String> buildArgs,
    SortedSet<String> secretIds,
    String engine,
    @Nullable String engineVersion,
    List<BaseImageUse> baseImages,
    List<AddedUrl> added,
    String buildUrl,
    Instant started,
    Instant finished) {

  public BuildFacts {
    platforms = List.copyOf(platforms);
    buildArgs = Collections.unmodifiableSortedMap(new TreeMap<>(buildArgs));
    secretIds = Collections.unmodifiableSortedSet(new TreeSet<>(secretIds));
    baseImages = List.copyOf(baseImages);
    added = List.copyOf(added);
  }
}
