package dev.slipway.service.repository;

import java.util.regex.Pattern;

/**
 * A repository's full name. Both parts are also parts of the image's path in the embedded registry.
 *
 * @param namespace the user's or organization's namespace
 * @param name the name in it
 */
public record RepositoryName(String namespace, String name) {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*");
  private static final int MAX_NAMESPACE = 64;
  private static final int MAX_NAME = 128;

  public RepositoryName {
    if (namespace.length() > MAX_NAMESPACE || !NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "the namespace has up to 64 lower-case letters and digits, with single . _ - between them");
    }
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name has up to 128 lower-case letters and digits, with . _ - between them");
    }
  }

  /**
   * Reads {@code namespace/name}.
   *
   * @throws IllegalArgumentException when it is anything else; a bare name is refused with why
   */
  public static RepositoryName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "a repository is named namespace/name; \""
              + text
              + "\" has no namespace: write your user name or an organization and a slash before"
              + " it");
    }
    return new RepositoryName(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
