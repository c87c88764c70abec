package dev.slipway.gateway.provider;

import dev.slipway.core.git.GitUrl;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads URLs of repositories out of bodies. */
public final class Urls {

  /** Bitbucket Data Center puts the reader's own name before the host. */
  private static final Pattern USER = Pattern.compile("^(https?://)[^/@]{0,200}@");

  private Urls() {}

  /**
   * @param url what the body says, which may be nothing
   * @param where the path in the body, for the message
   * @throws MalformedDeliveryException when there is something that is no URL of a repository
   */
  public static @Nullable GitUrl parse(@Nullable String url, String where)
      throws MalformedDeliveryException {
    if (url == null) {
      return null;
    }
    try {
      return GitUrl.parse(USER.matcher(url).replaceFirst("$1"));
    } catch (IllegalArgumentException e) {
      throw new MalformedDeliveryException("\"" + where + "\": " + e.getMessage() + ".");
    }
  }
}
