package dev.slipway.service.host.rest;

import dev.slipway.service.host.HostConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The header that carries a credential. */
public final class AuthorizationHeader {

  private AuthorizationHeader() {}

  /** Of a connection: with a user name Basic (RFC 7617), else Bearer (RFC 6750). */
  public static String of(HostConnection connection) {
    return connection.username() == null
        ? "Bearer " + connection.accessToken()
        : basic(connection.username(), connection.accessToken());
  }

  /** Basic, in UTF-8. */
  public static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
