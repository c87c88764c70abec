package dev.slipway.core.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a remote Git repository: {@code https://}, {@code http://}, {@code ssh://} or the
 * scp-like {@code user@host:path}. Local paths, {@code file:} and every other transport are
 * refused, and so is a password in the URL.
 *
 * @param scheme {@code https}, {@code http} or {@code ssh}
 * @param user the SSH user, empty for HTTP(S) and where none is given
 * @param host lower case, IPv6 in brackets
 * @param port the port, the scheme's default filled in
 * @param path without a leading slash, as written
 * @param relative whether the path starts in the SSH user's home rather than at the root, as that
 *     of the scp-like form does
 */
public record GitUrl(
    String scheme, String user, String host, int port, String path, boolean relative) {

  private static final int MAX_LENGTH = 2_000;

  private static final Pattern SCP_LIKE =
      Pattern.compile("(?:([A-Za-z0-9._-]+)@)?([A-Za-z0-9][A-Za-z0-9.-]*):(?!/)(\\S+)");

  /** A URL whose path starts at the root. */
  public GitUrl(String scheme, String user, String host, int port, String path) {
    this(scheme, user, host, port, path, false);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException when it is none of the forms above; the message says what to
   *     write, and never repeats a password
   */
  public static GitUrl parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the clone URL is longer than " + MAX_LENGTH + " characters");
    }
    if (!text.contains("://")) {
      Matcher scp = SCP_LIKE.matcher(text);
      if (!scp.matches()) {
        throw new IllegalArgumentException(
            "a clone URL starts with https://, http:// or ssh://, or reads user@host:path");
      }
      String user = scp.group(1) == null ? "" : scp.group(1);
      return checked("ssh", user, scp.group(2), -1, scp.group(3), true);
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the clone URL is malformed at character " + (e.getIndex() + 1));
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http") && !scheme.equals("ssh")) {
      throw new IllegalArgumentException(
          "clone URLs of scheme \"" + scheme + "\" are not allowed; use https, http or ssh");
    }
    String userInfo = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    if (userInfo.contains(":") || (!scheme.equals("ssh") && !userInfo.isEmpty())) {
      throw new IllegalArgumentException(
          "a clone URL must not hold credentials; give them as username and password of the source");
    }
    if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "a clone URL has a host and a path, and no query or fragment");
    }
    return checked(scheme, userInfo, uri.getHost(), uri.getPort(), uri.getRawPath(), false);
  }

  private static GitUrl checked(
      String scheme, String user, String host, int port, String rawPath, boolean relative) {
    String path = rawPath.replaceFirst("^/+", "");
    if (path.isEmpty() || path.startsWith("-") || user.startsWith("-") || host.startsWith("-")) {
      throw new IllegalArgumentException("the clone URL names no repository");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the clone URL holds a control character");
    }
    return new GitUrl(
        scheme,
        user,
        host.toLowerCase(Locale.ROOT),
        port < 0 ? defaultPort(scheme) : port,
        path,
        relative);
  }

  /** Scheme, host and port: what credentials are bound to. */
  public String origin() {
    return scheme + "://" + host + ":" + port;
  }

  /**
   * Whether two URLs name one repository: host and path are compared, ignoring scheme, user, port
   * of the scheme's own, a trailing {@code .git} and slash, the case of the host, and where an SSH
   * path starts. An explicit port counts only between URLs of one scheme, because a host serves SSH
   * and HTTP on different ones.
   */
  public boolean isSameRepositoryAs(GitUrl other) {
    return isSameHostAs(other) && repositoryPath().equals(other.repositoryPath());
  }

  /** Like {@link #isSameRepositoryAs}, on hosts whose paths have no case (GitHub, Bitbucket). */
  public boolean isSameRepositoryIgnoringCase(GitUrl other) {
    return isSameHostAs(other) && repositoryPath().equalsIgnoreCase(other.repositoryPath());
  }

  /** The path without a trailing slash and {@code .git}, such as {@code team/app}. */
  public String repositoryPath() {
    String trimmed = path.replaceFirst("/+$", "");
    return trimmed.endsWith(".git") ? trimmed.substring(0, trimmed.length() - 4) : trimmed;
  }

  /** The URL as a Git client takes it, without credentials. */
  @Override
  public String toString() {
    String authority = (user.isEmpty() ? "" : user + "@") + host;
    if (relative) {
      return authority + ":" + path; // an ssh:// URL has no way to say this
    }
    return scheme
        + "://"
        + authority
        + (port == defaultPort(scheme) ? "" : ":" + port)
        + "/"
        + path;
  }

  private boolean isSameHostAs(GitUrl other) {
    return host.equals(other.host) && (!scheme.equals(other.scheme) || port == other.port);
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      default -> 22;
    };
  }
}
