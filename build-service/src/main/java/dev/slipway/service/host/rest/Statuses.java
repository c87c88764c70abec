package dev.slipway.service.host.rest;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What both kinds of Bitbucket want of a commit status. */
public final class Statuses {

  private static final int DIGEST = 8;

  private Statuses() {}

  /**
   * The key of a status: its context, or where that is too long its beginning with a digest of the
   * whole, so that different contexts keep different keys.
   *
   * @param longest how many characters the host takes
   */
  public static String key(String context, int longest) {
    if (context.length() <= longest) {
      return context;
    }
    String digest =
        UUID.nameUUIDFromBytes(context.getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, DIGEST);
    return context.substring(0, longest - DIGEST - 1) + "-" + digest;
  }
}
