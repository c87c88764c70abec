package dev.slipway.service.dockerhub;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One repository's automated builds, as Docker Hub's API told them: {@code GET
 * /api/build/v1/source/} since 2019, {@code GET /v2/repositories/<ns>/<name>/autobuild/} before.
 *
 * @param at where it stands in the request, such as {@code sources[0]}
 * @param image {@code namespace/name} at Docker Hub
 * @param source where the code is
 * @param description may be empty
 * @param isPublic null when it isn't told
 * @param settings the build rules
 * @param missing resources of further rules, which the request doesn't hold
 * @param extras what has no counterpart of the same form here
 */
record Autobuild(
    String at,
    String image,
    Source source,
    String description,
    @Nullable Boolean isPublic,
    List<Setting> settings,
    List<String> missing,
    Extras extras) {

  Autobuild {
    settings = List.copyOf(settings);
    missing = List.copyOf(missing);
  }

  /**
   * @param provider {@code Github} or {@code Bitbucket}, in any case
   * @param owner the owner there, null when only a URL is told
   * @param repository its name there, null when only a URL is told
   * @param url null when owner and repository say it
   */
  record Source(
      String provider, @Nullable String owner, @Nullable String repository, @Nullable String url) {}

  /**
   * A build rule.
   *
   * @param at where it stands in the request
   * @param type {@code Branch} or {@code Tag}, in any case
   * @param name the branch's or tag's, may be empty
   * @param location where the Dockerfile is
   * @param tag the Docker tag, may be empty
   * @param autobuild whether pushes build
   * @param cache whether layers may be used again
   */
  record Setting(
      String at,
      String type,
      String name,
      Location location,
      String tag,
      boolean autobuild,
      boolean cache) {}

  /**
   * Where a Dockerfile is.
   *
   * @param dockerfile as written, may be empty
   * @param context as written, may be empty
   * @param old whether it is the old form, which had no context of its own
   */
  record Location(String dockerfile, String context, boolean old) {}

  /**
   * @param autotests {@code OFF}, {@code SOURCE_ONLY}, {@code SOURCE_AND_FORKS}
   * @param links whether an update of a base image built
   * @param variables build environment variables; null where the value isn't told
   * @param deployKey whether the source was read with one
   * @param channel of the builder, {@code Stable} unless told
   */
  record Extras(
      String autotests,
      boolean links,
      Map<String, @Nullable String> variables,
      boolean deployKey,
      String channel) {}
}
