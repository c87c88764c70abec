package dev.slipway.core.image;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image with all that people leave out filled in, after the grammar of the
 * distribution project's {@code reference} package: {@code busybox} is {@code
 * docker.io/library/busybox:latest}.
 *
 * @param registry host with an optional port, {@code docker.io} for Docker Hub
 * @param repository path below the registry, lower case
 * @param tag the tag; null when only a digest is given
 * @param digest the digest; null when only a tag is given
 */
public record ImageReference(
    String registry, String repository, @Nullable String tag, @Nullable Digest digest) {

  /** Docker Hub's name in references. */
  public static final String DOCKER_HUB = "docker.io";

  private static final String DEFAULT_TAG = "latest";
  private static final int MAX_NAME_LENGTH = 255;

  /** A tag (distribution-spec, "Pulling manifests"): 1 to 128 of these, no leading dot or dash. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  /**
   * A path: lower-case parts joined by single separators ({@code .}, {@code _}, {@code __},
   * dashes).
   */
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

  /** A host name, IPv4 address or bracketed IPv6 address, with an optional port. */
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

  public ImageReference {
    // First of all, because a regular expression over a long text takes the stack with it.
    require(
        registry.length() + 1 + repository.length() <= MAX_NAME_LENGTH,
        "the name is longer than " + MAX_NAME_LENGTH + " characters");
    require(REGISTRY.matcher(registry).matches(), "\"" + registry + "\" is no registry host");
    require(
        REPOSITORY.matcher(repository).matches(),
        "\""
            + repository
            + "\" is no repository path: lower-case letters, digits and . _ - between slashes");
    require(
        tag == null || isTag(tag),
        "\"" + tag + "\" is no tag: up to 128 letters, digits and _ . -, not starting with . or -");
    require(tag != null || digest != null, "neither tag nor digest");
  }

  /**
   * Reads a reference as Docker does.
   *
   * @throws IllegalArgumentException when it is none; the message says which part and why
   */
  public static ImageReference parse(String text) {
    String rest = text;
    Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = new Digest(rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    String registry = DOCKER_HUB;
    int slash = rest.indexOf('/');
    if (slash > 0 && isRegistry(rest.substring(0, slash))) {
      registry = rest.substring(0, slash);
      rest = rest.substring(slash + 1);
    }
    if (registry.equals("index.docker.io")) {
      registry = DOCKER_HUB;
    }
    if (registry.equals(DOCKER_HUB) && rest.indexOf('/') < 0) {
      rest = "library/" + rest;
    }
    return new ImageReference(
        registry, rest, tag == null && digest == null ? DEFAULT_TAG : tag, digest);
  }

  /** Whether a text may be a tag. */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  /** Whether a text may be a repository's path below a registry. */
  public static boolean isRepository(String text) {
    return text.length() <= MAX_NAME_LENGTH && REPOSITORY.matcher(text).matches();
  }

  /** The same image under another tag. */
  public ImageReference withTag(String newTag) {
    return new ImageReference(registry, repository, newTag, null);
  }

  /** The same repository at a digest, without a tag. */
  public ImageReference atDigest(Digest newDigest) {
    return new ImageReference(registry, repository, null, newDigest);
  }

  /**
   * What stands behind the repository in a registry's API: the digest if there is one, else the
   * tag.
   */
  public String tagOrDigest() {
    return Optional.ofNullable(digest).map(Digest::value).orElse(String.valueOf(tag));
  }

  /** Registry and repository, without tag and digest. */
  public String name() {
    return registry + "/" + repository;
  }

  /** The whole reference, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return name() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  /** A first part is a host when it couldn't be a path: a dot, a port, upper case or localhost. */
  private static boolean isRegistry(String part) {
    return part.indexOf('.') >= 0
        || part.indexOf(':') >= 0
        || part.equals("localhost")
        || part.chars().anyMatch(Character::isUpperCase);
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
