package dev.slipway.worker.attest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL without what may hold credentials: user information, query and fragment. Signed URLs carry
 * their permission in the query.
 */
final class PublicUrl {

  private static final Pattern URL =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)([^?#]*).*");
  private static final Pattern SCP_LIKE = Pattern.compile("(?:[^@/:]+@)?([^@/:]+:[^?#]*).*");

  private PublicUrl() {}

  static String of(String url) {
    Matcher matcher = URL.matcher(url);
    if (matcher.matches()) {
      String host = matcher.group(2);
      return matcher.group(1) + host.substring(host.lastIndexOf('@') + 1) + matcher.group(3);
    }
    Matcher scp = SCP_LIKE.matcher(url);
    return scp.matches() ? scp.group(1) : "unknown:";
  }
}
