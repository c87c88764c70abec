package dev.slipway.core.protocol;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The build-service's answer to a claim that succeeded: all a worker needs for one attempt. {@code
 * toString} never shows a credential.
 *
 * @param buildId the build, a UUID
 * @param attempt this attempt, from 1
 * @param leaseSeconds how long the lease lasts without a heartbeat
 * @param timeoutSeconds how long the attempt may run
 * @param repositoryId the repository, a UUID; keys the worker's caches
 * @param repositoryName {@code namespace/name}
 * @param description the repository's short description, for the image's labels
 * @param source where the code is
 * @param refType branch or tag
 * @param ref the ref's short name
 * @param commit the commit to build; null means the ref's tip when fetched
 * @param dockerfile as in the rule
 * @param context as in the rule
 * @param target as in the rule
 * @param buildArgs those of the repository and of the rule together, the rule's winning
 * @param secrets values that RUN steps may mount under these ids, or take as ARGs of these names;
 *     never to be logged
 * @param platforms as in the rule
 * @param cache as in the rule; false fetches and runs everything anew
 * @param tags image tags to publish, at least one
 * @param destinations where to publish, at least one
 * @param submodules whether to fetch them: over https from allowed hosts only
 * @param lfs whether to fetch what Git LFS pointers stand for
 * @param readme whether the outcome is to bring the repository's README
 * @param reuse whether an image that was made of the same inputs before may be tagged instead
 * @param attestations whether SBOM and provenance are to be attached to the image
 * @param buildUrl the build's page, for people
 */
public record BuildAssignment(
    String buildId,
    int attempt,
    int leaseSeconds,
    int timeoutSeconds,
    String repositoryId,
    String repositoryName,
    String description,
    Source source,
    RefType refType,
    String ref,
    @Nullable String commit,
    String dockerfile,
    @Nullable String context,
    @Nullable String target,
    Map<String, String> buildArgs,
    Map<String, String> secrets,
    List<String> platforms,
    boolean cache,
    List<String> tags,
    List<Destination> destinations,
    boolean submodules,
    boolean lfs,
    boolean readme,
    boolean reuse,
    boolean attestations,
    String buildUrl) {

  public BuildAssignment {
    buildArgs = Map.copyOf(buildArgs);
    secrets = Map.copyOf(secrets);
    platforms = List.copyOf(platforms);
    tags = List.copyOf(tags);
    destinations = List.copyOf(destinations);
  }

  @Override
  public String toString() {
    return "BuildAssignment[" + buildId + " " + attempt + " " + repositoryName + "]";
  }

  /**
   * @param provider the host's kind
   * @param cloneUrl HTTP(S) or SSH URL without user information
   * @param username for HTTP(S) with a password or token, null without
   * @param password password or token, null without
   * @param sshPrivateKey OpenSSH private key for SSH, null without
   * @param knownHosts OpenSSH known_hosts lines for SSH; null means trust on first use, remembered
   *     per repository
   */
  public record Source(
      GitProvider provider,
      String cloneUrl,
      @Nullable String username,
      @Nullable String password,
      @Nullable String sshPrivateKey,
      @Nullable String knownHosts) {

    @Override
    public String toString() {
      return "Source[" + provider + " " + cloneUrl + "]";
    }
  }

  /**
   * @param image the image without a tag, such as {@code 127.0.0.1:8080/demo/hello}
   * @param username registry user, null for anonymous
   * @param password registry password or token, null for anonymous
   * @param insecure whether plain HTTP is allowed for this registry
   */
  public record Destination(
      String image, @Nullable String username, @Nullable String password, boolean insecure) {

    @Override
    public String toString() {
      return "Destination[" + image + "]";
    }
  }
}
