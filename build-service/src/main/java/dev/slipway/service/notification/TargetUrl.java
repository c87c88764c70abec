package dev.slipway.service.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that is told of builds. It may hold a credential in its path or query, as Slack's do, so
 * {@code toString} shows only where it leads.
 *
 * @param uri http or https, with a host and without user information
 */
public record TargetUrl(URI uri) {

  private static final int LONGEST = 2_048;

  /** What is left of a long path to tell two of a host apart. */
  private static final int SHOWN_END = 4;

  private static final int SHORTEST_SECRET = 24;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with a message for people, which doesn't repeat it
   */
  public static TargetUrl parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("has up to " + LONGEST + " characters");
    }
    try {
      return new TargetUrl(new URI(text.strip()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is no URL: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
    }
  }

  public TargetUrl {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must start with https:// or http://");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("must name a host, and a port from 1 to 65535 if any");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not hold a user name or password; the signature proves who sends");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must not have a fragment (#…), which is never sent");
    }
  }

  /** Enough to recognise it by, without anything that could be used. */
  public String shown() {
    String origin = uri.getScheme() + "://" + uri.getRawAuthority();
    String rest = uri.toString().substring(origin.length());
    if (rest.isEmpty() || rest.equals("/")) {
      return origin + rest;
    }
    return rest.length() < SHORTEST_SECRET
        ? origin + "/…"
        : origin + "/…" + rest.substring(rest.length() - SHOWN_END);
  }

  @Override
  public String toString() {
    return shown();
  }
}
